import { buildProgram } from '../../source/commands/program.ts';

/** Columns that help is laid out for. */
const width = 110;

/**
 * Every command that does something, and the program itself first, in the words of its own help.
 * @returns {Promise<readonly { path: string, usage: string, what: string, notes: string, help: string,
 *   options: readonly { flags: string, what: string }[] }[]>} `notes` is what help says behind the options
 */
export async function describedCommands() {
  let written = '';
  const io = {
    stdout: {
      write: (text) => {
        written += text;
      },
    },
  };
  const program = await buildProgram({ io, program: { version: '' } }, async () => 0);
  const described = (command) => {
    command.configureHelp({ helpWidth: width });
    const help = command.createHelp();
    help.helpWidth = width;
    written = '';
    command.outputHelp();
    return {
      path: path(command),
      usage: usage(command),
      what: command.description(),
      options: help.visibleOptions(command).map((option) => ({
        flags: option.flags,
        what: help.optionDescription(option),
      })),
      notes: written.slice(command.helpInformation().length).trim(),
      help: written.trimEnd(),
    };
  };
  const leaves = (command) => (command.commands.length === 0 ? [command] : command.commands.flatMap(leaves));
  return [program, ...program.commands.flatMap(leaves)].map(described);
}

function usage(command) {
  const words = command.registeredArguments.map((argument) => {
    const name = argument.variadic ? `${argument.name()}…` : argument.name();
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  const options = command.options.filter((option) => !option.hidden).map((option) => `[${option.flags}]`);
  return [path(command), ...words, ...options].join(' ');
}

function path(command) {
  return command.parent ? `${path(command.parent)} ${command.name()}` : command.name();
}
