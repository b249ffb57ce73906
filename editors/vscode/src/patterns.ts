// Patterns of paths as the user writes them, made into those that VS Code matches.

/** A pattern that matches in any folder unless it begins at the root, whatever the case of its letters. */
export function asGlob(written: string): string {
  const pattern = written.trim().replaceAll("\\", "/");
  const rooted = /^(?:\/|\*\*|[a-zA-Z]:\/)/.test(pattern);
  return anyCase(rooted ? pattern : `**/${pattern}`);
}

/** All texts in a folder and those below it. */
export function below(folder: string): string {
  const escaped = folder.replaceAll("\\", "/").replace(/[[\]{}*?]/g, "[$&]");
  return `${escaped.replace(/\/$/, "")}/**/*`;
}

function anyCase(pattern: string): string {
  let inClass = false;
  return Array.from(pattern, (character) => {
    if (character === "[" || character === "]") {
      inClass = character === "[";
      return character;
    }
    const lower = character.toLowerCase();
    const upper = character.toUpperCase();
    const plain = lower === upper || lower.length !== 1 || upper.length !== 1;
    return inClass || plain ? character : `[${lower}${upper}]`;
  }).join("");
}
