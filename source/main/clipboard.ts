/** A program that takes what stands on its standard input to the clipboard, where the system has one. */
interface Tool {
  readonly command: string;
  readonly args: readonly string[];
}

/** How long a tool may take; some stay in the background to serve what they took, and are not waited for. */
const patience = 2_000;

/**
 * Hands texts to the system's clipboard: clip on Windows, pbcopy on macOS, wl-copy, xclip or xsel where a display is
 * named. False where there is no such program, or it did not take it: the terminal's own way is the other one.
 */
export function openClipboard(
  environment: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): (text: string) => Promise<boolean> {
  const tools = toolsOf(environment, platform);
  return async (text) => {
    for (const tool of tools) if (await takes(tool, text, environment)) return true;
    return false;
  };
}

function toolsOf(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): readonly Tool[] {
  if (platform === 'win32') return [{ command: 'clip.exe', args: [] }];
  if (platform === 'darwin') return [{ command: 'pbcopy', args: [] }];
  return [
    ...(environment['WAYLAND_DISPLAY'] ? [{ command: 'wl-copy', args: [] }] : []),
    ...(environment['DISPLAY']
      ? [
          { command: 'xclip', args: ['-selection', 'clipboard'] },
          { command: 'xsel', args: ['--clipboard', '--input'] },
        ]
      : []),
  ];
}

async function takes({ command, args }: Tool, text: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  const { spawn } = await import('node:child_process');
  return await new Promise((resolve) => {
    const child = spawn(command, args, { env, stdio: ['pipe', 'ignore', 'ignore'], windowsHide: true });
    const late = setTimeout(() => resolve(true), patience);
    late.unref();
    const settle = (taken: boolean) => {
      clearTimeout(late);
      resolve(taken);
    };
    child.on('error', () => settle(false));
    child.on('exit', (code) => settle(code === 0));
    child.stdin.on('error', () => settle(false));
    // clip.exe takes UTF-16 alone for what it is.
    child.stdin.end(command === 'clip.exe' ? Buffer.from(`\ufeff${text}`, 'utf16le') : text);
    child.unref();
  });
}
