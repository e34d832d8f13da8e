import { createBrowserRouter } from 'react-router';
import { Skeleton } from './shared/loaded.tsx';
import { Layout } from './shell/layout.tsx';
import { NotFoundPage } from './shell/not-found-page.tsx';
import { RouteFailed } from './shell/route-failed.tsx';

/** The pages; each is loaded when it is first opened. */
export const router = createBrowserRouter([
  {
    path: '/',
    Component: Layout,
    ErrorBoundary: RouteFailed,
    HydrateFallback: () => <Skeleton lines={6} />,
    children: [
      {
        ErrorBoundary: RouteFailed,
        children: [
          { index: true, lazy: async () => ({ Component: (await import('./board/board-page.tsx')).BoardPage }) },
          {
            path: 'targets/:id',
            lazy: async () => ({ Component: (await import('./target/target-page.tsx')).TargetPage }),
          },
          { path: 'desk', lazy: async () => ({ Component: (await import('./loop/desk-page.tsx')).DeskPage }) },
          { path: 'work', lazy: async () => ({ Component: (await import('./loop/work-page.tsx')).WorkPage }) },
          { path: 'work/:unit', lazy: async () => ({ Component: (await import('./loop/work-page.tsx')).WorkPage }) },
          {
            path: 'measures/:id',
            lazy: async () => ({ Component: (await import('./loop/measure-page.tsx')).MeasurePage }),
          },
          {
            path: 'reports/:measure/:unit/:period',
            lazy: async () => ({ Component: (await import('./loop/report-page.tsx')).ReportPage }),
          },
          {
            path: 'coordination',
            lazy: async () => ({ Component: (await import('./loop/coordination-page.tsx')).CoordinationPage }),
          },
          { path: 'towns', lazy: async () => ({ Component: (await import('./towns/towns-page.tsx')).TownsPage }) },
          { path: 'plan', lazy: async () => ({ Component: (await import('./plan/plan-page.tsx')).PlanPage }) },
          {
            path: 'methods',
            lazy: async () => ({ Component: (await import('./methods/methods-page.tsx')).MethodsPage }),
          },
          {
            path: 'methods/:id',
            lazy: async () => ({ Component: (await import('./methods/method-page.tsx')).MethodPage }),
          },
          {
            path: 'validation',
            lazy: async () => ({ Component: (await import('./validation/validation-page.tsx')).ValidationPage }),
          },
          {
            path: 'standards',
            lazy: async () => ({ Component: (await import('./standards/standards-page.tsx')).StandardsPage }),
          },
          {
            path: 'standards/compare',
            lazy: async () => ({ Component: (await import('./standards/compare-page.tsx')).ComparePage }),
          },
          {
            path: 'standards/:id',
            lazy: async () => ({ Component: (await import('./standards/standard-page.tsx')).StandardPage }),
          },
          { path: 'data', lazy: async () => ({ Component: (await import('./batches/data-page.tsx')).DataPage }) },
          {
            path: 'sign-in',
            lazy: async () => ({ Component: (await import('./people/sign-in-page.tsx')).SignInPage }),
          },
          {
            path: 'account',
            lazy: async () => ({ Component: (await import('./people/account-page.tsx')).AccountPage }),
          },
          { path: 'people', lazy: async () => ({ Component: (await import('./people/people-page.tsx')).PeoplePage }) },
          {
            path: 'people/policy',
            lazy: async () => ({ Component: (await import('./people/policy-page.tsx')).PolicyPage }),
          },
          { path: 'audit', lazy: async () => ({ Component: (await import('./people/audit-page.tsx')).AuditPage }) },
          { path: '*', Component: NotFoundPage },
        ],
      },
    ],
  },
]);
