/** A failure that its reader can repair: what is wrong in one line, and what to do in the next. */
export class UserError extends Error {
  /**
   * @param {string} problem "action, colon, state"
   * @param {string} remedy what to do about it
   * @param {{details?: string, cause?: unknown}} [more] output of the tool that failed, shown above
   */
  constructor(problem, remedy, { details = "", cause } = {}) {
    super(`${problem}\n${remedy}`, { cause });
    this.name = "UserError";
    this.details = details;
  }
}

const networkSigns =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED|getaddrinfo|name resolution|nodename nor servname|dns error|error sending request|client error \(Connect\)|Network is unreachable|NewConnectionError|ConnectTimeoutError|ProxyError|Tunnel connection failed|urlopen error|tcp connect error/i;

/** Whether a tool's output says that it could not reach its registry. */
export function looksOffline(output) {
  return networkSigns.test(output);
}

/** The last lines of a tool's output: enough to see the cause, not its whole log. */
export function lastLines(output, count = 20) {
  return output.trimEnd().split("\n").slice(-count).join("\n");
}

/** Prints an error as its reader needs it: no stack for what they can repair, all of it otherwise. */
export function reportFailure(error, stream = process.stderr) {
  if (!(error instanceof UserError)) {
    stream.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return;
  }
  if (error.details) stream.write(`${error.details.trimEnd()}\n\n`);
  stream.write(`${error.message}\n`);
}
