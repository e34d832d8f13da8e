import { Decimal, type Day } from '@qingshan/kernel';
import type { Figure } from '@qingshan/standards';
import { numberOf } from '../air/rules.ts';
import { fuelFactor, gridFactor, type GridChoice } from '../carbon/factors.ts';
import { editionFor, type MethodContext } from '../define.ts';

/** CO2 of fuel and electricity for replacements: baseline − project − leakage (T/CSAE 235). */
export interface Co2 {
  /** Tonnes; `null` where a factor is not known */
  readonly tonnes: Decimal | null;
  readonly figures: readonly Figure[];
}

export type MotorFuel = 'gasoline' | 'diesel';

/** Litres of a motor fuel, through its density. */
export function litres(context: MethodContext, fuel: MotorFuel, amount: Decimal, on: Day): Co2 {
  const density = editionFor(context, 't-csae-235', on).figure('density', { fuel }, on);
  const mass = amount.times(numberOf(density));
  const burnt = kilograms(context, fuel, mass, on);
  return { tonnes: burnt.tonnes, figures: [density, ...burnt.figures] };
}

export function kilograms(context: MethodContext, fuel: MotorFuel, mass: Decimal, on: Day): Co2 {
  const factor = fuelFactor(context, 'statistical', fuel, on);
  return { tonnes: mass.times(factor.tonnes), figures: factor.figures };
}

export function electricity(context: MethodContext, choice: GridChoice, kwh: Decimal, on: Day): Co2 {
  if (kwh.isZero()) return { tonnes: new Decimal(0), figures: [] };
  const factor = gridFactor(context, choice, on);
  return { tonnes: factor.tonnes && kwh.times(factor.tonnes), figures: factor.figures };
}

export function minus(baseline: Co2, project: Co2): Co2 {
  return {
    tonnes: baseline.tonnes && project.tonnes && baseline.tonnes.minus(project.tonnes),
    figures: [...baseline.figures, ...project.figures],
  };
}
