import { LiveObject, type Value } from '../../run/value.ts';
import { errorCategories } from '../../values/enums.ts';
import type { Bound, CommandContext, CommandDeclaration, CommandFailure } from '../command.ts';

const made = ['NoException', 'WithException'];

export const writeError: CommandDeclaration = {
  name: 'Write-Error',
  synopsis: 'Tells an error; the script goes on unless it is asked to stop at errors.',
  examples: [
    { line: 'Write-Error "No mailbox $name"', what: 'An error in red, in $Error too.' },
    {
      line: "Write-Error 'No list' -ErrorId NoList -Category ObjectNotFound -ErrorAction Stop",
      what: 'One that ends the script.',
    },
  ],
  parameters: [
    {
      name: 'Exception',
      type: 'object',
      position: 0,
      isMandatory: true,
      sets: ['WithException'],
      what: 'An exception that was caught.',
    },
    {
      name: 'Message',
      aliases: ['Msg'],
      type: 'string',
      position: 0,
      isMandatory: true,
      optionalIn: ['WithException'],
      allowsNull: true,
      fromPipeline: true,
      sets: made,
      what: 'What happened.',
    },
    {
      name: 'ErrorRecord',
      type: 'object',
      position: 0,
      isMandatory: true,
      sets: ['ErrorRecord'],
      what: 'An error that was caught: $_ of a catch.',
    },
    {
      name: 'Category',
      type: 'string',
      values: Object.keys(errorCategories),
      sets: made,
      what: 'What kind of error it is.',
    },
    { name: 'ErrorId', type: 'string', sets: made, what: 'An id of your own.' },
    { name: 'TargetObject', type: 'object', sets: made, what: 'What it happened to.' },
    { name: 'RecommendedAction', type: 'string', what: 'What to do about it.' },
    { name: 'CategoryActivity', aliases: ['Activity'], type: 'string', what: 'What was being done.' },
    { name: 'CategoryReason', aliases: ['Reason'], type: 'string', what: 'Why it happened.' },
    { name: 'CategoryTargetName', aliases: ['TargetName'], type: 'string', what: 'The name of what it happened to.' },
    { name: 'CategoryTargetType', aliases: ['TargetType'], type: 'string', what: 'The type of what it happened to.' },
  ],
  defaultSet: 'NoException',
  create: (bound, context) => ({
    process: () => context.error(failureOf(bound, context)),
  }),
};

function failureOf(bound: Bound, context: CommandContext): CommandFailure {
  const record = bound.get('ErrorRecord');
  if (record !== undefined) return ofRecord(record, bound, context);
  const exception = bound.get('Exception');
  const inner = exception instanceof LiveObject ? exception : undefined;
  const target = bound.get('TargetObject');
  const said = bound.text('Message');
  const action = bound.text('RecommendedAction');
  const message = said ?? (inner ? messageOf(inner) : '');
  return {
    message,
    id: bound.text('ErrorId') || (inner?.typeName ?? 'Microsoft.PowerShell.Commands.WriteErrorException'),
    isOfCaller: true,
    category: bound.text('Category') ?? 'NotSpecified',
    exceptionType: inner?.typeName ?? 'Microsoft.PowerShell.Commands.WriteErrorException',
    ...(target === undefined ? {} : { target }),
    ...(inner ? { exception: inner } : {}),
    ...(action === undefined ? {} : { recommendedAction: action }),
  };
}

function ofRecord(record: Value, bound: Bound, { semantics }: CommandContext): CommandFailure {
  const read = (name: string) =>
    record instanceof LiveObject ? (record.properties.get(name.toLowerCase())?.value ?? null) : null;
  const exception = read('Exception');
  const category = read('CategoryInfo');
  const kind = category instanceof LiveObject ? category.properties.get('category')?.value : undefined;
  const target = read('TargetObject');
  const action = bound.text('RecommendedAction');
  return {
    message: semantics.toText(record),
    id: semantics.toText(read('FullyQualifiedErrorId')),
    isOfCaller: true,
    category: kind === undefined ? 'NotSpecified' : semantics.toText(kind),
    ...(exception instanceof LiveObject ? { exceptionType: exception.typeName, exception } : {}),
    ...(target === null ? {} : { target }),
    ...(action === undefined ? {} : { recommendedAction: action }),
  };
}

const messageOf = (exception: LiveObject): string => {
  const message = exception.properties.get('message')?.value;
  return typeof message === 'string' ? message : '';
};
