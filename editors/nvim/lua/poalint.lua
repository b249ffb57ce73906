-- poalint in Neovim, 0.7 and newer: require("poalint").setup()
local M = {}

local markers = { "poalint.yaml", ".poalint.yaml", "pyproject.toml", ".git" }

-- Return the folder whose configuration counts for a file.
local function root_of(path)
  local folder = vim.fn.fnamemodify(path, ":p:h")
  local above = folder
  while true do
    for _, marker in ipairs(markers) do
      local file = above .. "/" .. marker
      if vim.fn.filereadable(file) == 1 or vim.fn.isdirectory(file) == 1 then
        return above
      end
    end
    local next_above = vim.fn.fnamemodify(above, ":h")
    if next_above == above then
      return folder
    end
    above = next_above
  end
end

-- Ask the server to run a command; what it answers is shown by the server itself.
local function run(command, arguments)
  local params = { command = command, arguments = arguments or {} }
  vim.lsp.buf_request(0, "workspace/executeCommand", params, function(err)
    if err then
      vim.notify(err.message, vim.log.levels.ERROR)
    end
  end)
end

local function add_commands()
  vim.api.nvim_create_user_command("PoalintReport", function()
    run("poalint.showReport", { vim.uri_from_bufnr(0) })
  end, { desc = "Show the report on this draft" })
  vim.api.nvim_create_user_command("PoalintCheckWorkspace", function()
    run("poalint.checkWorkspace")
  end, { desc = "Check all drafts of the workspace" })
  vim.api.nvim_create_user_command("PoalintNewDraft", function(given)
    run("poalint.newDraft", { given.args })
  end, { nargs = "?", desc = "Begin a plan of action; the language may be named" })
end

-- Before 0.11 a client is started for each workspace, and buffers are attached by hand.
local function start_by_hand(options)
  local clients = {}
  local function attach(buffer)
    local name = vim.api.nvim_buf_get_name(buffer)
    local root = root_of(name ~= "" and name or vim.fn.getcwd())
    if not clients[root] then
      clients[root] = vim.lsp.start_client({
        name = "poalint",
        cmd = options.cmd,
        root_dir = root,
        workspace_folders = { { uri = vim.uri_from_fname(root), name = root } },
        on_exit = function()
          clients[root] = nil
        end,
      })
    end
    if clients[root] then
      vim.lsp.buf_attach_client(buffer, clients[root])
    end
  end
  vim.api.nvim_create_autocmd("FileType", {
    group = vim.api.nvim_create_augroup("poalint", { clear = true }),
    pattern = options.filetypes,
    callback = function(event)
      attach(event.buf)
    end,
  })
end

-- Options: cmd (how to start the server) and filetypes.
function M.setup(options)
  options = vim.tbl_extend("force", {
    cmd = { "poalint", "lsp", "--stdio" },
    filetypes = { "text", "markdown" },
  }, options or {})
  add_commands()
  -- Some of the server's commands open a file; 0.7 knows no request for that, and gets a message instead.
  if vim.fn.has("nvim-0.11") == 1 then
    vim.lsp.config("poalint", { cmd = options.cmd, filetypes = options.filetypes, root_markers = markers })
    vim.lsp.enable("poalint")
  else
    start_by_hand(options)
  end
end

return M
