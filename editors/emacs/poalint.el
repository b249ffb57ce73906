;;; poalint.el --- Check plans of action with poalint  -*- lexical-binding: t; -*-

;; Package-Requires: ((emacs "26.3") (eglot "1.9"))
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; Put this folder on `load-path' and (require 'poalint) in your init file.
;; Then M-x poalint-mode in a draft starts the server; to start it by itself:
;;
;;   (add-hook 'text-mode-hook #'poalint-mode)
;;   (add-hook 'markdown-mode-hook #'poalint-mode)

;;; Code:

(require 'eglot)

(defgroup poalint nil
  "Check plans of action."
  :group 'text)

(defcustom poalint-command '("poalint" "lsp" "--stdio")
  "How to start the language server."
  :type '(repeat string))

(defun poalint--contact (&rest _)
  "Return how to start the server."
  poalint-command)

(add-to-list 'eglot-server-programs '((text-mode markdown-mode gfm-mode) . poalint--contact))

;;;###autoload
(define-minor-mode poalint-mode
  "Show what weakens a plan of action while you write it."
  :lighter " poalint"
  (if poalint-mode
      (eglot-ensure)
    (when (eglot-current-server)
      (eglot-shutdown (eglot-current-server)))))

(defun poalint--run (command &rest arguments)
  "Let the server run COMMAND with ARGUMENTS."
  (jsonrpc-request (eglot--current-server-or-lose) :workspace/executeCommand
                   (list :command command :arguments (vconcat arguments))))

(defun poalint-report ()
  "Write the report on this draft as a page, and open it in the browser."
  (interactive)
  (browse-url (plist-get (poalint--run "poalint.showReport" (plist-get (eglot--TextDocumentIdentifier) :uri)) :uri)))

(defun poalint-check-workspace ()
  "Check all drafts of the project."
  (interactive)
  (poalint--run "poalint.checkWorkspace"))

(defun poalint-new-draft (language)
  "Begin a plan of action in LANGUAGE, a code such as \"en\"; empty for that of the configuration."
  (interactive "sLanguage (empty for the usual one): ")
  (let ((made (poalint--run "poalint.newDraft" language)))
    (when made
      (find-file (eglot--uri-to-path (plist-get made :uri))))))

(provide 'poalint)
;;; poalint.el ends here
