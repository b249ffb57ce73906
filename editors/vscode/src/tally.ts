// What the server tells of a draft's score, and its findings in words.

export interface Score {
  /** Version of the document that was checked. */
  readonly version: number;
  /** Whether the score means anything; it does not for a few words. */
  readonly scored: boolean;
  /** 0 to 100, as are its parts. */
  readonly score: number;
  readonly parts: Readonly<Record<string, number>>;
  readonly findings: Readonly<Record<"error" | "warning" | "info", number>>;
  readonly first: readonly { readonly title: string; readonly points: number }[];
}

/** Says how many findings of which severity there are. */
export function tally({ findings }: Pick<Score, "findings">): string {
  const numbers: readonly (readonly [number, string])[] = [
    [findings.error, "error"],
    [findings.warning, "warning"],
    [findings.info, "note"],
  ];
  const said = numbers
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${number} ${word}${number === 1 ? "" : "s"}`);
  return said.length === 0 ? "no findings" : said.join(", ");
}
