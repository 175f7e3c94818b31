import type { Finding } from "./finding.js";

const download = "https://nodejs.org";

/** Whether a version of Node can run the kernel. */
export function examineNode(version: string, subject = "Node"): Finding {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  const wrong = (detail: string): Finding => ({
    subject,
    status: "wrong",
    detail: `${version} ${detail}`,
    remedy: `Install Node 20.19, 22.12 or later, or 24, from ${download}; then run softgrad kernel install again`,
  });
  if (major < 20 || (major === 20 && minor < 19)) return wrong("is too old");
  if (major === 21) return wrong("is not supported, as it lacks what Node 20.19 has");
  if (major === 22 && minor < 12) return wrong("is too old a Node 22");
  if (major % 2 === 1) {
    return {
      subject,
      status: "warning",
      detail: `${version} is an odd release, which gets no fixes after half a year`,
      remedy: `Install Node 22 or 24 from ${download}; then run softgrad kernel install again`,
    };
  }
  return { subject, status: "ok", detail: version };
}
