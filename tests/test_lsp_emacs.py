"""A real Emacs with eglot opens a draft, shows the findings at the right places, and applies a fix."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from drafts import MIXED as DRAFT

import poalint

PLUGIN = Path(__file__).parent.parent / "editors" / "emacs"
_DRIVER = """
(package-initialize)
(setq make-backup-files nil create-lockfiles nil eglot-sync-connect 60 flymake-no-changes-timeout 0.2)
(require 'poalint)
(setq poalint-command '({command}))
(defun wait (what)
  (let ((times 0))
    (while (not (funcall what))
      (when (> (setq times (1+ times)) 600) (kill-emacs 3))
      (accept-process-output nil 0.05))))
(set-language-environment "UTF-8")
(find-file "draft.txt")
(poalint-mode 1)
(run-hooks 'post-command-hook)
(wait (lambda () (eglot-current-server)))
(flymake-mode 1)
(wait (lambda () (flymake-start) (flymake-diagnostics)))
(defun shown ()
  (mapcar (lambda (one)
            (list (flymake-diagnostic-text one)
                  (buffer-substring-no-properties (flymake-diagnostic-beg one) (flymake-diagnostic-end one))))
          (flymake-diagnostics)))
(let ((found (shown)))
  (goto-char (point-min))
  (search-forward "chance!!")
  (let* ((place (eglot--pos-to-lsp-position (point)))
         (actions (jsonrpc-request (eglot--current-server-or-lose) :textDocument/codeAction
                    (list :textDocument (eglot--TextDocumentIdentifier)
                          :range (list :start place :end place) :context (list :diagnostics [])))))
    (seq-doseq (action actions)
      (when (and (eq (plist-get action :isPreferred) t) (string-match-p "exclamation" (plist-get action :title)))
        (eglot--apply-workspace-edit (plist-get action :edit)))))
  (wait (lambda () (flymake-start)
          (not (seq-find (lambda (one) (equal (cadr one) "!!!")) (shown)))))
  (with-temp-file "out.json"
    (set-buffer-file-coding-system 'utf-8)
    (insert (json-serialize (list :found (vconcat (mapcar #'vconcat found))
                                  :text (with-current-buffer "draft.txt" (buffer-string)))))))
(with-current-buffer "draft.txt" (set-buffer-modified-p nil) (eglot-shutdown-all))
(kill-emacs 0)
"""


def test_emacs(cache_folder: None, tmp_path: Path) -> None:
    emacs = shutil.which("emacs")
    probe = "(progn (package-initialize) (require 'eglot))"
    if emacs is None or subprocess.run([emacs, "-q", "--batch", "--eval", probe], capture_output=True).returncode:
        pytest.skip("no Emacs with eglot is installed")
    (tmp_path / "draft.txt").write_text(DRAFT, encoding="utf-8")
    command = " ".join(json.dumps(word) for word in (sys.executable, "-m", "poalint", "lsp", "--stdio"))
    (tmp_path / "drive.el").write_text(_DRIVER.replace("{command}", command), encoding="utf-8")
    done = subprocess.run(
        [emacs, "-q", "--batch", "-L", str(PLUGIN), "-l", "drive.el"],
        cwd=tmp_path,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    seen = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    report = poalint.check(DRAFT)
    shown = {(message.partition(" [")[0].split(": ")[-1], words) for message, words in seen["found"]}
    for finding in report.findings:
        assert any(finding.message in message and words == finding.excerpt for message, words in seen["found"]), shown
    (mark,) = [one for one in report.findings if one.rule == "sober-tone/exclamation-mark"]
    edit = next(one for one in mark.suggestions if one.safe)
    assert seen["text"] == DRAFT[: edit.start] + edit.replacement + DRAFT[edit.end :]
