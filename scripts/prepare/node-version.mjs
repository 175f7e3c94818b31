// Plain syntax only: an old Node must get as far as reading this file to be told that it is old.

/** The sentence that says why this Node cannot be used, or undefined when it can. */
export function nodeProblem(version) {
  const [major, minor] = version.split(".").map(Number);
  // Stock tslab loads the library by require() of an ES module: on by default from 20.19 and 22.12.
  const supported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 23;
  if (supported) return undefined;
  return (
    `Cannot run on Node ${version}: Softgrad needs Node 20.19 or newer in line 20, ` +
    "22.12 or newer in line 22, or any later line.\n" +
    "Install a current Node from https://nodejs.org (or with nvm, fnm, volta) and run the command again."
  );
}
