import { Argument, type Command } from 'commander';
import { type CompletionShell, completionShells } from './completion/shells.ts';
import type { CommandContext } from './context.ts';
import { writeText } from './io.ts';

const help = `
Examples:
  exterm completion fish > ~/.config/fish/completions/exterm.fish
  eval "$(exterm completion bash)"                                  in ~/.bashrc
  eval "$(exterm completion zsh)"                                   in ~/.zshrc, behind compinit
  exterm completion powershell | Out-String | Invoke-Expression     in the file that $PROFILE names

Tab then completes commands, options, their values and the names of your connections, after a comma too.`;

export function addCompletionCommand(program: Command, context: CommandContext): void {
  program
    .command('completion')
    .description('prints what makes Tab complete commands, options and connections in your shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(completionShells))
    .addHelpText('after', help)
    .action(async (shell: CompletionShell) => {
      // Texts that only the bundle holds; the documents are made without it.
      const { completionScripts } = await import('./completion/scripts.ts');
      await writeText(context.io.stdout, completionScripts[shell]);
    });
}
