/** "1 point", "2 points". */
export function pointsText(points: number): string {
  return points === 1 ? "1 point" : `${points} points`;
}
