import type { Figure } from '@qingshan/documents';

export function figure(shown: string, unit: string, id: string | null, provisional = false): Figure {
  return { shown, unit, id, provisional };
}
