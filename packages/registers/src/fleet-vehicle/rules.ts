import { isGreenPlate } from '../engine/patterns.ts';
import type { CodeRule } from '../engine/types.ts';

const NEW_ENERGY = new Set(['electric', 'hybrid', 'hydrogen']);

/** A plate of eight characters is one of a new energy vehicle, and only of one. */
export const plateFitsFuel: CodeRule = ({ values }) => {
  const { plate, fuel } = values;
  if (typeof plate !== 'string' || typeof fuel !== 'string') return null;
  const [green, newEnergy] = [isGreenPlate(plate), NEW_ENERGY.has(fuel)];
  if (green === newEnergy || (newEnergy && fuel === 'hybrid')) return null;
  const why = green
    ? {
        zh: '号牌是新能源号牌，燃料却是燃油或燃气。请核对其中一项。',
        en: 'The plate is one of a new energy vehicle but the fuel is not. Check either.',
      }
    : {
        zh: '燃料是新能源，号牌却不是新能源号牌。请核对其中一项。',
        en: 'The fuel is new energy but the plate is not. Check either.',
      };
  return { field: 'plate', severity: 'doubtful', why };
};
