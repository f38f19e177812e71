import { describe, expect, it } from 'vitest';
import { evaluateText } from './evaluate.ts';

/** What a text gives, as texts. */
async function worth(text: string): Promise<readonly string[]> {
  const { output, error } = await evaluateText(text);
  if (error) throw new Error(error.message);
  return output.map(String);
}

const gigabytes = "'14.89 GB (15,987,654,321 bytes)'";
const megabytes = "'900 MB (943,718,400 bytes)'";

/** What PowerShell compares as text, because remoting sends it as text: on the server itself these are sizes. */
describe('sizes that come as text', () => {
  it.each([
    [`${gigabytes} -gt ${megabytes}`, 'true'],
    [`${megabytes} -gt ${gigabytes}`, 'false'],
    [`${gigabytes} -gt 10GB`, 'true'],
    [`${gigabytes} -lt 10GB`, 'false'],
    [`${megabytes} -eq 943718400`, 'true'],
    [`${gigabytes} -gt '10GB'`, 'true'],
    [`${gigabytes} -gt '10 GB'`, 'true'],
    [`10GB -lt ${gigabytes}`, 'true'],
    [`'Unlimited' -gt ${gigabytes}`, 'true'],
    [`'Unlimited' -gt 100TB`, 'true'],
    [`${gigabytes} -lt 'Unlimited'`, 'true'],
    ["'Unlimited' -eq 'unlimited'", 'true'],
    ["'Unlimited' -gt 'apple'", 'true'],
    [`${gigabytes} -like '14.89*'`, 'true'],
    [`${gigabytes} -eq '14.89 GB (15,987,654,321 bytes)'`, 'true'],
    [`${gigabytes}.ToMB()`, '15247'],
    [`${gigabytes}.ToBytes()`, '15987654321'],
    [`${gigabytes}.ToGB()`, '14'],
    [`${gigabytes}.ToKB()`, '15612943'],
    [`${gigabytes}.ToTB()`, '0'],
    [`${gigabytes}.Value.ToMB()`, '15247'],
    [`${gigabytes}.IsUnlimited`, 'false'],
    ["'Unlimited'.IsUnlimited", 'true'],
    ["'Unlimited'.Value", 'null'],
    [`${gigabytes}.Length`, '31'],
    ["'a text'.IsUnlimited", 'null'],
  ])('%s is %s', async (text, expected) => {
    expect(await worth(text)).toEqual([expected]);
  });

  it('has no bytes where it is unlimited', async () => {
    await expect(worth("'Unlimited'.ToMB()")).rejects.toThrow('Unlimited has no number of bytes');
  });

  it('leaves other texts what they are', async () => {
    expect(await worth("'9 apples' -gt '10 apples'")).toEqual(['true']);
    await expect(worth("'abc'.ToMB()")).rejects.toThrow("does not contain a method named 'ToMB'");
  });
});
