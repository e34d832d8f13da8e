import { named } from '../../named.ts';
import type { Day, Decimal } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { z } from 'zod';
import { numberOf } from '../../air/rules.ts';
import { exact, quantity } from '../../numbers.ts';

/** Third-level indices whose formulas were seen in a program; that they are those of EQI is inferred. */
export const thirdLevelSchema = z
  .strictObject({
    ecologicalLand: z
      .strictObject({
        whole: quantity.meta(named('按1计的十类面积', 'area counted whole', 'km2')),
        partly: quantity.default(0).meta(named('按0.7计的三类面积', 'area counted at 0.7')),
        half: quantity.default(0).meta(named('按0.5计的一类面积', 'area counted at 0.5')),
        area: quantity,
      })
      .exactOptional(),
    waterNetwork: z.strictObject({ water: quantity, area: quantity }).exactOptional(),
    protectedSpecies: quantity.exactOptional().meta(named('重点保护生物种数', 'number of protected species')),
  })
  .meta(named('三级指标（待核对）', 'third-level indices, to be checked'));
type Input = z.output<typeof thirdLevelSchema>;

export function thirdLevel(input: Input, edition: Edition, on: Day) {
  const figures: Figure[] = [];
  const figure = (of: string, item: string) => {
    const found = edition.figure('third-level', { of, item }, on);
    figures.push(found);
    return numberOf(found);
  };
  const values: Record<string, Decimal> = {};
  if (input.ecologicalLand) {
    const { whole, partly, half, area } = input.ecologicalLand;
    const counted = exact(whole)
      .plus(figure('ecological-land', 'partly').times(exact(partly)))
      .plus(figure('ecological-land', 'half').times(exact(half)));
    values['ecologicalLand'] = figure('ecological-land', 'coefficient').times(counted).div(exact(area));
  }
  if (input.waterNetwork) {
    const { water, area } = input.waterNetwork;
    values['waterNetwork'] = figure('water-network', 'coefficient').times(exact(water)).div(exact(area));
  }
  if (input.protectedSpecies !== undefined) {
    const slope = figure('protected-species', 'slope');
    values['protectedSpecies'] = slope
      .times(exact(input.protectedSpecies))
      .plus(figure('protected-species', 'constant'));
  }
  return { values, figures };
}
