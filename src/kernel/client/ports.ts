import { createServer, type Server } from "node:net";

// Ports that this process has given out lately: the system may offer a released port again
// before the kernel it was meant for has bound it.
const lent = new Set<number>();

/** Free TCP ports of the loopback interface, no two alike, none given out before by this process. */
export async function freePorts(count: number): Promise<number[]> {
  const servers: Server[] = [];
  const ports: number[] = [];
  try {
    while (ports.length < count) {
      // Held until all are found, so that the system offers each port once.
      const { server, port } = await listen();
      servers.push(server);
      if (lent.has(port)) continue;
      lent.add(port);
      ports.push(port);
    }
  } finally {
    await Promise.all(servers.map(close));
  }
  return ports;
}

/** Says that a kernel's ports are free again. */
export function releasePorts(ports: readonly number[]): void {
  for (const port of ports) lent.delete(port);
}

function listen(): Promise<{ server: Server; port: number }> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (typeof address === "object" && address) resolve({ server, port: address.port });
      else reject(new Error("Cannot find a free port: the server has no TCP address"));
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
