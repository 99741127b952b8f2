import type { Phase, TaskStatus } from '../../contracts/code-task.ts';
import type { TaskView } from '../../contracts/service/task-view.ts';
import { currentStep, type Progress } from './progress.ts';

export const phaseWords: Record<Phase, string> = {
  prepare: 'Looking at the files',
  generate: 'Writing a program',
  verify: 'Checking the program',
  review: 'Reviewing the program',
  modify: 'Correcting the program',
  execute: 'Running the program',
  collect: 'Collecting its files',
};

export const phaseNames: Record<Phase, string> = {
  prepare: 'look',
  generate: 'write',
  verify: 'check',
  review: 'review',
  modify: 'correct',
  execute: 'run',
  collect: 'collect',
};

/** How a task ended, and what a person may do where it did not answer. */
export const statusWords: Record<TaskStatus, EndWords> = {
  succeeded: { title: 'Answered', advice: '' },
  rejected: {
    title: 'The program did not pass the checks',
    advice: 'The findings below say why. Ask in other words, or more narrowly.',
  },
  failed: {
    title: 'The program failed',
    advice: 'Look at what it printed below. Ask in other words, or name the columns you mean.',
  },
  'timed-out': {
    title: 'The program took too long',
    advice: 'Ask about less data, or about one file at a time.',
  },
  'out-of-memory': {
    title: 'The program needed too much memory',
    advice: 'Ask about less data, or about one file at a time.',
  },
  'output-too-large': {
    title: 'The program printed too much',
    advice: 'Ask for a summary, or for the first rows alone.',
  },
  'disk-full': { title: 'The program wrote too much', advice: 'Ask for fewer or smaller files.' },
  denied: { title: 'You rejected the program', advice: 'Ask again in other words if you want another one.' },
  expired: { title: 'Nobody decided in time', advice: 'Nothing ran. Ask again to get a new program.' },
  'approval-required': {
    title: 'Waits for a decision',
    advice: 'Ask again to get a program you can decide on.',
  },
  'no-generator': {
    title: 'No model is set up, and no built-in program fits',
    advice: 'Try one of the suggested questions, or ask the operator of this service to set up a model.',
  },
  'input-invalid': {
    title: 'A file or the question can’t be used',
    advice: 'Mend what is named here and ask again.',
  },
  'model-failed': {
    title: 'The model did not answer',
    advice: 'Try again in a while; the operator finds the reason in the logs.',
  },
  lost: {
    title: 'The service stopped while it was at work',
    advice: 'Nothing can be said of the answer. Ask again.',
  },
  cancelled: { title: 'Cancelled', advice: 'Nothing more happens. Ask again whenever you like.' },
};

/** How a task ended, in words: by its status, or by what kept it from having a result. */
export function endOf(problem: TaskView['problem'], status: TaskStatus | null): EndWords {
  const word = problem?.code ?? status ?? '';
  return Object.hasOwn(statusWords, word) ? statusWords[word as TaskStatus] : brokenOff;
}

interface EndWords {
  title: string;
  advice: string;
}

const brokenOff = {
  title: 'The service could not do it',
  advice: 'Mend what is named, or try again in a while.',
};

/** What happens now, in one line for eyes and screen readers. */
export function stateText(view: TaskView, progress: Progress): string {
  if (view.state === 'ended') return endOf(view.problem, view.result?.status ?? null).title;
  if (view.state === 'waiting') return 'Waiting for your decision';
  if (progress.setup !== null) return progress.setup;
  const step = currentStep(progress);
  if (step === null) return view.state === 'queued' ? 'Waiting for its turn' : 'One moment';
  const times = progress.steps.filter(({ phase }) => phase === step.phase).length;
  return `${phaseWords[step.phase]}${times > 1 ? ` again (${times})` : ''}`;
}
