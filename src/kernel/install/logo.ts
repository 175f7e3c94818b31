/** A descending curve on TypeScript's blue: the logo that front ends show beside the kernel's name. */
export const logo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">
  <rect width="64" height="64" rx="8" fill="#3178c6"/>
  <path d="M10 16c14 0 14 32 28 32h16" fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round"/>
  <circle cx="24" cy="30" r="5" fill="#fff"/>
</svg>
`;
