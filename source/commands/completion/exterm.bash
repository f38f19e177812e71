# bash completion for exterm. To have it in every shell, in ~/.bashrc:  eval "$(exterm completion bash)"
# The words that were typed are handed to exterm as they are, and never run.
_exterm() {
  local typed="${COMP_LINE:0:COMP_POINT}" current="${COMP_WORDS[COMP_CWORD]}" word before line
  local -a words
  IFS=$' \t\n' read -ra words <<<"$typed"
  word="${typed##*[[:space:]]}"
  [ -n "$word" ] || words+=('')
  # bash replaces what stands behind the last = of a word, or from its last @ on.
  case $current in
    = | @) before="$word" ;;
    *) before="${word%"$current"}" ;;
  esac
  before="${before%@}"
  COMPREPLY=()
  while IFS= read -r line; do
    if [ "$line" = ':files' ]; then
      compopt -o filenames 2>/dev/null
      local IFS=$'\n'
      COMPREPLY=($(compgen -f -- "$current"))
      return
    fi
    line="${line%%$'\t'*}"
    COMPREPLY+=("${line#"$before"}")
  done < <("${words[0]/#\~/$HOME}" complete -- "${words[@]:1}" 2>/dev/null </dev/null)
}
complete -F _exterm exterm
