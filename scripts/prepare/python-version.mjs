export const oldestPython = "3.11";

/** The interpreters to ask, in order, before giving up. */
export function pythonCandidates(platform, chosen) {
  if (chosen) return [[chosen]];
  const named = ["python3.13", "python3.12", "python3.11", "python3.14", "python3", "python"];
  const candidates = named.map((name) => [name]);
  // The Windows launcher knows interpreters that are on no PATH.
  if (platform === "win32") candidates.unshift(["py", "-3"]);
  else candidates.push(["py", "-3"]);
  return candidates;
}

/** What an interpreter runs to introduce itself to `parsePython`. */
export const introduction =
  "import json, os, sys; print(json.dumps({'version': list(sys.version_info[:3]), 'executable': os.path.realpath(sys.executable), 'path': sys.executable}))";

/** @returns {{version: number[], path: string, executable: string} | undefined} */
export function parsePython(output) {
  const line = output.trim().split("\n").at(-1) ?? "";
  try {
    const found = JSON.parse(line);
    return Array.isArray(found.version) && found.path ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a version such as [3, 11, 7] is new enough. */
export function isNewEnough([major, minor]) {
  const [needMajor, needMinor] = oldestPython.split(".").map(Number);
  return major > needMajor || (major === needMajor && minor >= needMinor);
}
