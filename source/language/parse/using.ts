import type { UsingNode } from '../tree.ts';
import { readArgumentValue } from './commands.ts';
import { takeKeyword, wordAt } from './keywords.ts';
import { endsStatement, expected, unexpected } from './problems.ts';
import type { TokenStream } from './stream.ts';

/** `using namespace System`, `using module X`, `using assembly X.dll`. */
export function readUsing(stream: TokenStream): UsingNode {
  const keyword = takeKeyword(stream);
  const what = wordAt(stream);
  if (!/^(?:namespace|module|assembly|command|type)$/.test(what)) {
    const message = 'What using takes';
    return stream.fail(
      expected(stream, message, 'Write namespace, module or assembly behind it.', stream.peek('command')),
    );
  }
  takeKeyword(stream);
  if (endsStatement(stream.peek('command'))) {
    stream.fail(expected(stream, `The name behind using ${what}`, 'Write it.', stream.peek('command')));
  }
  const name = readArgumentValue(stream);
  const after = stream.peek('command');
  if (!endsStatement(after)) stream.report(unexpected(after));
  return { kind: 'using', span: { start: keyword.start, end: name.span.end }, keyword, what, name };
}
