/** Fields of the standards, in the order of the page. */
export const STANDARD_FIELDS = [
  'air',
  'alerts',
  'water',
  'soil',
  'noise',
  'ecology',
  'carbon',
  'emissions',
  'ranking',
  'complaints',
  'common',
] as const;

export type StandardField = (typeof STANDARD_FIELDS)[number];

/** The families of documents of each field. */
const FAMILIES: Readonly<Record<StandardField, string>> = {
  air: 'gb-3095 hj-633 hj-663 hj-1221 dustfall-ceiling',
  alerts: 'alert-beijing alert-national',
  water:
    'gb-3838 gb-t-14848 water-assessment water-statistics tli drinking-source ecological-flow groundwater-level black-odorous rural-black-odorous gb-18918 db11-307 db11-890 db11-1612',
  soil: 'gb-15618 gb-36600 farmland-safe-use construction-land-safe-use soil-law',
  noise: 'gb-3096 gb-12348 gb-12523 gb-22337 hj-640',
  ecology:
    'hj-192 eqi db11-t-1877 hj-623 gb-t-46869 gb-t-38582 gep-norm gep-guide gep-prices db11-t-2059 redline-guide rusle-papers',
  carbon:
    'carbon-intensity grid-co2 carbon-market-beijing fuel-co2-statistical fuel-co2-sector-guides co2-per-tce t-csae-235',
  emissions:
    'emission-reduction-guide road-emission-guide nonroad-emission-guide gb-20891 db11-1488 auto-repair-factors environmental-tax',
  ranking:
    'city-ranking cwqi unit-scoring-example town-dust-ranking town-ranking-changzhou town-ranking-jinan town-ranking-rizhao',
  complaints: 'complaints complaint-weights',
  common: 'gb-t-8170 hj-212',
};

const FIELD_OF = new Map<string, StandardField>(
  STANDARD_FIELDS.flatMap((field) => FAMILIES[field].split(' ').map((family) => [family, field] as const)),
);

/** The field of a family of documents; one that is listed nowhere is common. */
export const fieldOf = (family: string): StandardField => FIELD_OF.get(family) ?? 'common';

export const LISTED_FAMILIES: readonly string[] = Object.values(FAMILIES).flatMap((families) => families.split(' '));
