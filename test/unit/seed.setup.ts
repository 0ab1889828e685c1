import fc from 'fast-check';

// The same random cases in each run, so that a red run tells of a change; LAB_SEED gives others.
fc.configureGlobal({ seed: Number(process.env['LAB_SEED'] ?? 20) });
