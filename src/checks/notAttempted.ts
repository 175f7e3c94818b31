/** Thrown by the stub of an answer cell: the learner has not begun. */
export class NotAttempted extends Error {
  override readonly name = "NotAttempted";
  readonly exercise: string;

  constructor(exercise: string) {
    super(
      `Exercise ${exercise}: not attempted yet. Replace this line with your answer; hint(${JSON.stringify(exercise)}) helps.`,
    );
    this.exercise = exercise;
  }
}
