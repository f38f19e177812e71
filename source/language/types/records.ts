import { ErrorObject } from '../run/failure.ts';
import { LiveObject, type LiveType, type Value } from '../run/value.ts';
import { toText } from '../values/convert.ts';
import { enumName } from '../values/enums.ts';
import { defineType } from './define.ts';
import { TypeFailure } from './type.ts';

const name = 'System.Management.Automation.ErrorRecord';
const categoryName = 'System.Management.Automation.ErrorCategory';

/** What `catch` finds in `$_`, `$Error` holds and `2>&1` puts into the output. Its properties are those of each record. */
export const errorRecordType = defineType({
  name,
  summary: 'An error, with what it is of and where it arose.',
  is: (value) => value instanceof ErrorObject,
  members: {
    'string ToString()': (self: ErrorObject) => toText(self),
    'new(System.Exception exception, string errorId, System.Management.Automation.ErrorCategory errorCategory, System.Object targetObject)':
      (_: LiveType, exception: Value, id: string, category: number, target: Value) => {
        if (!(exception instanceof LiveObject)) throw withoutException();
        const message = toText(exception.properties.get('message')?.value ?? '');
        return new ErrorObject({ message, id, category: enumName(categoryName, category), exception, target });
      },
  },
});

const withoutException = () =>
  new TypeFailure(
    'Cannot process argument because the value of argument "exception" is null. Change the value of argument "exception" to a non-null value.',
    'System.Management.Automation.PSArgumentNullException',
  );
