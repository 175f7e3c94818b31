// npm run docs: writes docs/api.md from the docstrings of the library's public names.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { page } from "./docs/page.mjs";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
writeFileSync(path("../docs/api.md"), page(path("../src/lib/index.ts"), path("../docs")));
