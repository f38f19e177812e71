/** Things by the numbers that a document gives them. PowerShell counts up from 0, but any number is taken. */
export class Numbered<Thing> {
  private counted: Thing[] = [];
  private readonly others = new Map<number, Thing>();

  set(number: number, thing: Thing): void {
    if (number <= this.counted.length) this.counted[number] = thing;
    else this.others.set(number, thing);
  }

  get(number: number): Thing | undefined {
    return this.counted[number] ?? this.others.get(number);
  }

  clear(): void {
    if (this.counted.length > 0) this.counted = [];
    if (this.others.size > 0) this.others.clear();
  }
}
