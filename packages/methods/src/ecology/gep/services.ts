import { named } from '../../named.ts';
import { z } from 'zod';
import {
  airPurification,
  airPurificationSchema,
  climateRegulation,
  climateSchema,
  noiseReduction,
  noiseSchema,
  speciesConservation,
  speciesSchema,
  waterPurification,
  waterPurificationSchema,
} from './cleaning.ts';
import { givenSchema, givenValue, landscapeSchema, landscapeValue, travelCost, travelSchema } from './culture.ts';
import {
  carbonFixation,
  carbonSchema,
  floodRegulation,
  floodRegulationSchema,
  oxygenRelease,
  oxygenSchema,
  sandFixation,
  sandFixationSchema,
  soilRetention,
  soilRetentionSchema,
  waterRetention,
  waterRetentionSchema,
} from './regulating.ts';
import type { Lookup, ServiceResult } from './service.ts';

/** A service: what it needs, and what it gives. Any service can instead be given as a value. */
interface Service {
  readonly schema: z.ZodType;
  compute(input: unknown, lookup: Lookup): ServiceResult;
}

function service<S extends z.ZodType>(
  id: string,
  schema: S,
  compute: (input: z.output<S>, lookup: Lookup) => ServiceResult,
): readonly [string, Service] {
  return [
    id,
    {
      schema: z.union([givenSchema, schema]),
      compute(input, lookup) {
        const given = givenSchema.safeParse(input);
        return given.success ? givenValue(given.data, lookup, id) : compute(schema.parse(input), lookup);
      },
    },
  ];
}

function statistic(id: string): readonly [string, Service] {
  const compute = (input: unknown, lookup: Lookup) => givenValue(givenSchema.parse(input), lookup, id);
  return [id, { schema: givenSchema, compute }];
}

export const SERVICES: ReadonlyMap<string, Service> = new Map([
  ...['farming', 'forestry', 'livestock', 'fishery', 'water-energy'].map(statistic),
  service('water-retention', waterRetentionSchema, waterRetention),
  service('soil-retention', soilRetentionSchema, soilRetention),
  service('sand-fixation', sandFixationSchema, sandFixation),
  statistic('coast'),
  service('flood-regulation', floodRegulationSchema, floodRegulation),
  service('air-purification', airPurificationSchema, airPurification),
  service('water-purification', waterPurificationSchema, waterPurification),
  service('carbon', carbonSchema, carbonFixation),
  service('climate', climateSchema, climateRegulation),
  service('noise', noiseSchema, noiseReduction),
  service('tourism', travelSchema, travelCost),
  service('recreation', travelSchema, travelCost),
  service('landscape', landscapeSchema, landscapeValue),
  service('oxygen', oxygenSchema, oxygenRelease),
  statistic('pests'),
  service('species', speciesSchema, speciesConservation),
]);

export const SERVICE_IDS = [...SERVICES.keys()];

export const servicesSchema = z
  .strictObject(Object.fromEntries([...SERVICES].map(([id, { schema }]) => [id, schema.optional()])))
  .meta(
    named('各项服务', 'services', null, {
      zh: '各项服务的实物量数据，或直接给出价值',
      en: 'data of each service, or its value',
    }),
  );
