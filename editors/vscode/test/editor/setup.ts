// Installs the VS Code in which the extension is tried, unless it is there.
import { install, isInstalled } from "./code-server.ts";

if (!isInstalled()) {
  console.log("Installing code-server …");
  await install();
}
