/** A second reading of a segment, written apart from the product's and with other means, to compare with it. */

/** `code field value flag` of every field of CP but DataTime and data flags. */
export function valuesByHand(segment: string): string[] {
  const cp = /(?:^|;)CP=&&(.*)&&$/s.exec(segment)?.[1] ?? '';
  const entries = [...cp.matchAll(/(?:^|[,;])([^=,;]+)=([^,;]*)/g)].map(([, name = '', value = '']) => ({
    name,
    value,
  }));
  return entries.flatMap(({ name, value }) => {
    const [, code = '', field = name] = /^(.+)-([^-]*)$/.exec(name) ?? [];
    if (name === 'DataTime' || (field === 'Flag' && code !== '')) return [];
    const flag = entries.find((e) => e.name === `${code}-Flag`)?.value ?? '';
    return [`${code} ${field} ${value} ${code === '' ? '' : flag}`];
  });
}
