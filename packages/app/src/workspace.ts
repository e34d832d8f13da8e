import type { District, Plan, Site } from '@qingshan/campaign';
import { parseDay, type Day, monitoringDayOf } from '@qingshan/kernel';
import type { MethodCase, MethodContext, ValidationResults } from '@qingshan/methods';
import type { QualitySettings } from '@qingshan/quality';
import type { RegisterDefinition } from '@qingshan/registers';
import type { StandardsLibrary } from '@qingshan/standards';
import type { FrameLog } from './gateway/ports.ts';
import type { Inbox } from './intake/ports.ts';
import type { Messenger } from './notices/ports.ts';
import type { SecretBox } from './people/secret-box.ts';
import type { Settings } from './people/settings.ts';
import type { Clock, FileStore, ObservationStore, Registry } from './ports.ts';

/** Everything a use case works with. Built by a composition root, passed in, never looked up. */
export interface Workspace {
  readonly version: string;
  readonly district: District;
  readonly plan: Plan;
  /** A demonstration shows simulated stations and its own today. */
  readonly demonstration: { readonly today: string } | null;
  readonly settings: Settings;
  readonly standards: StandardsLibrary;
  /** Definitions of the registers 台账 */
  readonly registers: readonly RegisterDefinition[];
  /** What the automatic checks ask of hourly values, by parameter */
  readonly quality: QualitySettings;
  readonly registry: Registry;
  readonly observations: ObservationStore;
  readonly files: FileStore;
  /** Where files are dropped to be taken in; `null`: nowhere */
  readonly inbox: Inbox | null;
  /** What instruments sent; opened when it is first asked for, since that reads its newest segments */
  frames(): Promise<FrameLog>;
  /** Seals what must not be read in the registry */
  readonly secrets: SecretBox;
  /** The cases of a method, for its page */
  cases(method: string): readonly MethodCase[];
  /** What came out against published results */
  readonly validation: ValidationResults;
  readonly clock: Clock;
  /** Ways to reach people outside; absent: none is set up */
  readonly messengers?: readonly Messenger[];
}

/** The last day whose data count when nobody says otherwise: the demonstration's today, else yesterday evening. */
export function todayOf(workspace: Workspace): Day {
  const fixed = workspace.demonstration ? parseDay(workspace.demonstration.today) : null;
  return fixed ?? monitoringDayOf(workspace.clock.now());
}

/** The sites that answer for the district here: simulated ones in a demonstration, real ones otherwise. */
export function sitesOf(workspace: Workspace): readonly Site[] {
  const simulated = workspace.demonstration !== null;
  return workspace.district.sites.filter((site) => site.simulated === simulated);
}

export function methodContext(workspace: Workspace): MethodContext {
  return { standards: workspace.standards, pins: workspace.plan.pins, place: workspace.district.place };
}
