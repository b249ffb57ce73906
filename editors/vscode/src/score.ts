// The score of the draft in the active editor, in the status bar.
import { MarkdownString, StatusBarAlignment, window, type Disposable, type StatusBarItem } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";

import type { Drafts } from "./drafts.ts";
import { tally, type Score } from "./tally.ts";

export class ScoreBar implements Disposable {
  readonly #item: StatusBarItem;

  public constructor(
    private readonly drafts: Drafts,
    private readonly client: () => LanguageClient | undefined,
    command: string,
  ) {
    this.#item = window.createStatusBarItem("score", StatusBarAlignment.Right, 90);
    this.#item.name = "poalint: score of the draft";
    this.#item.command = command;
  }

  /** Asks for the score of the draft in the active editor and shows it. */
  public async update(): Promise<void> {
    const document = window.activeTextEditor?.document;
    const client = this.client();
    if (!document || !client || !this.drafts.settings.showScore || !this.drafts.isDraft(document)) {
      this.#item.hide();
      return;
    }
    let score: Score | null;
    try {
      score = await client.sendRequest<Score | null>("poalint/score", { uri: document.uri.toString() });
    } catch {
      score = null; // the server stops, or is too old to tell a score
    }
    if (window.activeTextEditor?.document !== document) {
      return; // the update for the other editor is under way
    }
    if (score === null) {
      this.#item.hide();
    } else {
      this.#show(score);
    }
  }

  public dispose(): void {
    this.#item.dispose();
  }

  #show(score: Score): void {
    const findings = tally(score);
    this.#item.text = score.scored ? `$(checklist) Plan ${score.score}/100` : "$(checklist) Plan: no score";
    this.#item.tooltip = describe(score, findings);
    const spoken = score.scored ? `Score of the plan: ${score.score} of 100` : "The plan has no score";
    this.#item.accessibilityInformation = { label: `${spoken}, ${findings}` };
    this.#item.show();
  }
}

function describe(score: Score, findings: string): MarkdownString {
  const text = new MarkdownString();
  text.appendMarkdown(score.scored ? `**Score ${score.score} of 100**\n\n` : "**No score**\n\n");
  text.appendText(findings);
  if (score.scored) {
    text.appendMarkdown("\n\n| part | score |\n|---|---:|\n");
    for (const [name, number] of Object.entries(score.parts)) {
      text.appendMarkdown(`| ${name} | ${number} |\n`);
    }
  }
  if (score.first.length > 0) {
    text.appendMarkdown("\n\nMend first:\n\n");
    for (const { title, points } of score.first) {
      text.appendMarkdown(`- +${points} `);
      text.appendText(title);
      text.appendMarkdown("\n");
    }
  }
  text.appendMarkdown("\n\nClick for the whole report.");
  return text;
}
