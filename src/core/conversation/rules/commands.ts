import { rule } from '../rule.ts';
import type { Rule } from '../rule.ts';
import type { Intent } from '../reading.ts';
import type { PlaceValue } from '../values.ts';

const one = (intent: Intent): { intents: Intent[] } => ({ intents: [intent] });
const where = (place: PlaceValue | undefined): { panel?: string; section?: NonNullable<PlaceValue['section']> } => ({
  ...(place?.panel !== undefined ? { panel: place.panel } : {}), ...(place?.section !== undefined ? { section: place.section } : {}),
});
/** A Deep Dive names a section; a panel that fills none is its topic. */
const topic = (place: PlaceValue | undefined): { section?: NonNullable<PlaceValue['section']>; topic?: string } => {
  if (place?.section !== undefined) return { section: place.section };
  return place?.panel !== undefined ? { topic: place.panel } : {};
};

const ROLE = '(dba|database administrator|etl (engineer|developer|person|team)|qa (lead|team|person)|tester|test lead|security (officer|team|person|lead)?|business owner|business|data owner|migration lead|auditor|architect|expert|specialist|team|perspective|point of view|other|ops|operation|compliance)';
const ROLES = `${ROLE} (and ${ROLE})*`;
const LETS = '(let us please|please let us|can we please|could we please|could you please|can you please|please can we|please could we|may we|may i|can i|could i|maybe we should|i think we should|we could|we can|we had better|why do not we|how about we|i would like us to|i would love to|we would like to|i feel like we should|it be time to|time we|let us just|let us quickly|let us now|let us first|would you|will you|help me|let us|let me|we should|i want to|i would like to|i want us to|we want to|we need to|can we|could we|shall we|can you|could you|i need to|time to)?';
const EXPLORE = '(explore|dig a bit deeper into|dig a little deeper into|dig further into|dig more into|look more closely at|look closely at|look harder at|look again at|have a proper look at|take a proper look at|take a hard look at|take a good look at|have a good look at|get into|go over|go through|walk through|work through|think about|think more about|spend some time on|spend more time on|poke at|poke holes in|stress test|stress-test|double-check|double check|scrutinise|scrutinize|go deeper on|go deeper with|go further into|chat about|speak about|dig into|dig deeper into|dig in|look into|look at|look closer at|look deeper into|dive into|dive deeper into|deep dive into|deep dive on|deep-dive into|drill into|drill down into|investigate|examine|go deeper into|go deep on|talk about|talk through|take a closer look at|have a closer look at|take a look at|have a look at|take a deeper look at|discuss|challenge|think through|go into detail on|zoom in on|brainstorm about|analyse|analyze|question|probe|unpack|dissect)';

/** The techniques by the names people use for them; the ids are those of `steps/techniques`. */
const TECHNIQUES: readonly (readonly [string, string])[] = [
  ['pre-mortem', '(pre-mortem|premortem|pre mortem)'], ['five-whys', '(five why|5 why|five-whys|5-whys)'], ['worst-case', '(worst case|worst-case|worst case analysis)'], ['assumption-audit', '(assumption audit|assumption check|check (our)? assumption|question (our)? assumption)'], ['boundary-values', '(boundary value|edge case|boundary value analysis)'],
  ['reverse-walk-through', '(reverse walk-through|reverse walkthrough|reverse walk through)'], ['stakeholder-round', '(stakeholder round)'], ['minimal-cut', '(minimal cut)'], ['data-interrogation', '(data interrogation|interrogate (the)? data)'],
];

/** What steers the wizard and changes nothing in the plan. */
export const commandRules: readonly Rule[] = [
  rule('continue', 'command', [
    '(let us|we can|can we|shall we)? (continue|proceed|go on|move on|carry on|go ahead|keep going|advance|next) (now|here)?',
    '(next|the next) (step|panel|one|page|section|thing)?',
    '(go|move|continue|proceed|on|get) (on)? to (next|the next) (step|panel|one|page|section|part)?',
    '(we be|i be|we have|i have)? (done|finished|complete|ready|through) (here|with this|with this (step|panel|page|one|part)|with it|for now)',
    '(done|finished|ready|that be it|that be all) (next|continue|go on|move on|let us (continue|move on|go on))',
    '(that be|this be) (it|all|everything|enough|complete|done|fine) (here|for this (step|panel|page|section|part)|for (here|now))',
    '(ok|okay|good|great|fine|perfect|nice|cool|alright|all right|right|yes|thanks|thank you)* (let us)? (on|onwards|onward|forward|move|go|get)* (on|along|forward|ahead)? (to|with)? (the)? next (one|step|panel|page|thing|section|part|question|topic|bit)', '(let us|we can|shall we)? (move|press|push|get|carry|keep) (on|along|forward|ahead|going|moving) (then|now|from here)?',
    '(look|that look|this look|all) (good|fine|right|great|ok|okay) (here)? (let us)? (continue|next|go on|move on|proceed|go ahead)',
    '(good|great|perfect|fine|ok|okay|nice|correct) (let us)? (continue|next|go on|move on|proceed|go ahead)',
    '(confirm|complete|finish|close|sign off|sign) (this|the|current)? (step|panel|page)', 'c',
  ], () => one({ kind: 'continue' })),

  rule('continue', 'command', ['(we be|i be|we have|i have)? (done|finished|ready|through|complete) (with|here with) {place:place}', '{place:place} (be) (done|finished|complete|ready)'], (found, context) => (found.get('place', 'place')?.panel === context.panel && context.panel !== undefined ? one({ kind: 'continue' }) : undefined)),

  rule('revise', 'command', [
    `${LETS} (go|step|jump|move|get|come|switch|take me|bring me|return) back to {place:place}`, `${LETS} (back|return) to {place:place}`, `${LETS} (revise|rework|reopen|re-open|redo|edit|correct|change|amend|revisit|fix up|reconsider|update) {place:place} (again|once more)?`,
  ], (found) => {
    const place = found.get('place', 'place');
    return place ? one({ kind: 'revise', ...where(place) }) : undefined;
  }),
  rule('revise', 'command', ['(let us)? (go|step|take) (one|a)? (step|panel|page)? back (one|a)? (step|panel|page)?', '(let us)? (back|revise|previous) (this|that|it)?', '(go to|back to)? previous (step|panel|page|one|section)', 'r'], () => one({ kind: 'revise' })),

  rule('deepDive', 'command', [
    `${LETS} ${EXPLORE} ((risk|detail|problem|aspect|question|weak point|issue) (of|in|with|around|about))? {place:place} (more|further|more closely|in (more)? (detail|depth)|together|with me|a bit|next|first|now|issue|problem)*`,
    `${LETS} (do|start|run|make|have|go for) deep (dive|dive) (into|on|in|about|of|for) {place:place}`, '(deep-dive|deep dive|deepdive) (into|on|in|about)? {place:place}',
    `(${LETS}|)(go|get) (deep|deeper|into (more)? (detail|depth)) (on|with|about|into|of)? {place:place}`, '(tell me more|more) about {place:place}',
    `${LETS} explore issue (with|of|in|about|around) {place:place}`, 'what could go wrong (with|in|during|at) {place:place}',
  ], (found) => one({ kind: 'deepDive', ...topic(found.get('place', 'place')) })),
  rule('deepDive', 'command', ['(deep dive|deep-dive|deepdive|d)', `${LETS} (do|start|run|have) deep dive (here|now)?`, `${LETS} (go deeper|dig deeper|dig in|dive deeper)`, `${LETS} ${EXPLORE} (this|it) (more|further|in (more)? (detail|depth))*`, 'challenge (this|it|me|us)', 'what could go wrong (here)?'],
    () => one({ kind: 'deepDive' })),

  ...TECHNIQUES.map(([id, words]) => rule('deepDive', 'command', [`${LETS} (do|run|try|use|start|make|have|hold|go through|walk through)? ${words} (on|for|of|about|with|in|over)? {place:place}?`], (found) => one({ kind: 'deepDive', ...topic(found.get('place', 'place')), technique: id }))),

  rule('party', 'command', [
    '(party|party mode|party-mode|partymode|p)', '(let us|we want|start|open|switch to|go to|run|do|i want|try) (in|into)? (party mode|party|round table|roundtable)', 'party mode (for|on|about|with) {place:place}',
    `what (would|do|will|might|could) ${ROLES} (say|think|ask|object to|worry about|want|make of this|make of it|see|need to know|object)  (about|of|to)? (this|it|that|{place:place})? (here)?`,
    `what (would|do|will) ${ROLES} (say|think) (about|of|to) {place:place}`,
    `(let us|i want to|i would like to|can we|could we)? (hear|ask|consult|involve|bring in|call in|call|get|invite|hear from|hear it from|know|hear what|know what|see what|talk to|check with) ${ROLES} (think|say|would say|have to say|what (they|he|she) (think|say|would say))? (about|on|in|for|opinion)? (this|it|{place:place})? (opinion|view|take|perspective|in)?`,
    `${LETS} (hear|get|see|show|have|bring in|ask for|collect|gather|listen to|consider|go through|want|know) (from)? (what)? (other|different|several|more|some other|some|another|all|few)* (perspective|opinion|view|point of view|viewpoint|angle|voice|side|role|expert|take) (on|about|of|to|regarding|for|say about|think of|think about|have to say about)? (this|it|that|{place:place})?`, `what (would|do|will|might) (other|others|the others|everyone else|the team|the experts|the roles|the rest of the team) (say|think|make) (about|of|to)? (this|it|that|{place:place})?`, `${LETS} (discuss|talk through|talk about|go over|debate) {place:place} with (the)? (other|others|team|expert|role|everyone)`,
    '(get|hear|show|give me|i want|let us hear|let us get|bring)? (other|different|several|more|some other|another) (perspective|opinion|view|point of view|viewpoint|angle)', 'what do other think', 'let other (speak|have a say)', '(look at|see) (this|it|{place:place}) from (different|other|several|all) (angle|perspective|side)',
    `how (would|do) ${ROLES} see (this|it|that|{place:place})`,
  ], (found) => {
    const section = found.get('place', 'place')?.section;
    return one({ kind: 'party', ...(section ? { section } : {}) });
  }),

  rule('whatIsOpen', 'command', [
    '(and)? what (be|else be|is) (still|yet|now)? (open|missing|left|unresolved|outstanding|incomplete|to do|left to do|unfinished|not done|undone|unanswered|pending|to be done|needed|open here|not finished|unclear|unknown|left open|left over|remaining|blocking us|holding us up|holding us back|in the way|required|necessary)  (here|now|in the plan|on our side|to do|for us|for me)? ((before|until|till|so that|so|for us to|to|in order to|for) (we|i|you|us)* (can|could|may|be able to|be allowed to)? (continue|go on|move on|proceed|go ahead|finish|go live|sign off|sign this off|be done|carry on|start|be finished|complete this|complete|move forward|get going|wrap up|close this|close this step|move to|go to|on to|next|step|the next step)*)?',
    'what (do|must|should|can) (we|i) (still)? (need|have|do) (to)? (do|fill in|answer|decide|provide|clarify)? (still|next|now)?', 'what (do|must|should) (we|i) (still|yet)? (need|have) to (do|fill in|answer|decide|provide|clarify|complete) (still)? (before|until|to|in order to|so that) {r:rest}', 'what (remain|come next|be next|need to be done|must be done|have to be done|need doing|need my attention|need attention) (to be done|to do|open|next|now)?',
    '(show|list|give|tell) (me|us)? (what be)? (open|missing|outstanding|remaining|open point|open item|open question|open issue|open task|to-do|to-dos|todo|blocker|problem|gap|missing piece) (still)?',
    '(open point|open item|open question|open issue|todo|to-do|blocker|gap|outstanding item)', '(be|be there) (there)? (anything|something) (else)? (still)? (open|missing|left|outstanding|to do|unresolved|left to do)', '(anything|something) (else)? (still)? (open|missing|left|outstanding|to do|unresolved|left to do)',
    'what (block|be blocking|stop|be stopping|prevent|hold|be holding|keep) (us|me|this|it|progress|the plan)? (from going on|from continuing|from moving on|back|up)?', 'what (have not|be not) (been)? (done|filled in|answered|finished|decided|complete) (yet)?', 'why can not (i|we) (continue|go on|move on|proceed)',
    'what (be) (next|the next step)', 'what (do|must|should) (we|i|you) (still|yet)? (need|require|have to do|need to do|have to know|lack) (still|yet)? (before|until|to|in order to|so that) (we|i|you)* (can|could|may)? (continue|go on|move on|proceed|go ahead|finish|go live|sign off|carry on|complete this|move forward)', '(be there)? (anything|something) (else)? (still)? (open|missing|left|outstanding|to do|unresolved|left to do|needed) (before|until|to|for us to) (we|i|you)* (can|could|may)? (continue|go on|move on|proceed|go ahead|finish|go live|sign off|carry on|complete this|move forward)', 'what be (still)? (in the way|in our way|holding us (up|back)|stopping us|blocking us|the hold-up|the holdup)', 'what next', 'what now', 'what (else)? do you (still)? (need|want) (to know|from (me|us)|me to (do|say|answer))?', 'what (else)? (can|should|must) (i|we) (do|answer|tell you|fill in) (now|next|here)?', 'what be (missing|open) in {place:place}', 'what (do we|do i) not know (yet)?', 'which (question|point|item|thing) (be|remain) (still)? (open|unanswered|outstanding)', 'what (be) (open|blocking) (point|item|question|issue)',
    'what (be) (the) (open|outstanding|remaining) (point|item|question|issue|task|work)', 'how much (be|work be) (still)? (left|open|to do|missing)', 'what (have) (we)? (forgotten|missed|overlooked)', 'what be (still)? to be (done|decided|clarified|answered|filled in)',
  ], () => one({ kind: 'whatIsOpen' })),

  rule('status', 'command', [
    'where (be) (we|i) (now|at|with this|in the plan|in the process|right now|standing)*', 'where do (we|it|this|the plan) stand (now)?', '(status|progress|summary|overview|state)', '(show|give|tell) (me|us)? (status|progress|state|where we be|where we stand|how far we be|how far along we be|summary|overview|an overview|a summary|a status update|status update) (of|on)? (plan|migration|project|everything|it)?',
    'how far (be) (we|it|plan|this) (along|now|with this)?', 'how far along (be) (we|it|plan|this|project)?', 'what be (status|progress|state) (of (this|the)? (plan|migration|project|everything|things))?', 'what (have we|did we) (done|achieved|finished|do|completed) (so far|until now|up to now)?', 'how (be) (we|it|plan|the plan) (doing|going|looking|coming along)', 'how (do) (it|plan) look (so far)?', 'status (update|report|please)', 'what do we have so far', 'how complete (be) (it|plan|this)', 'be we (done|finished|there|ready|complete) (yet)?',
    '(summarise|summarize|sum up) (where we be|plan|status|progress|everything|it|what we have)? (so far)?', 'what do plan (look like|say) (so far|now)?', 'how (ready|complete) be (we|it|plan)', 'which step be we (in|on|at)', 'what step be we (in|on|at)',
  ], () => one({ kind: 'status' })),

  rule('help', 'command', [
    '(help|help me|i need help|need help|i need some help)', 'what can (i|you|we) (say|do|ask|type|write|tell you|understand) (here|now|next|to you)?', 'how do (this|it|you|the wizard) work', 'what do you (understand|know|need|do)', '(i be|we be) (stuck|lost|confused)', 'how do (i|we) (start|begin|use this|use it|do this|say (this|it)|work with (this|it))', 'what (should|must|do) (i|we) (say|type|write|ask) (here|now)?', '(show|give) (me|us)? (example|some example|instruction|help)', 'where do (i|we) (start|begin)', 'i (do not|not) (understand|know what to do|know what to say|get it) (this)?', 'what be this', 'h',
  ], () => one({ kind: 'help' })),

  rule('undo', 'command', [
    '(undo|undo (that|(the|my|that|this)? last one|the last (change|edit|step|thing|entry|proposal)|this|it|last|last change|last one|my last change|change|what (i|we) just did|last (step|edit|thing)))', '(take|roll|put) (that|it|this|last change|(that|this|my) last (change|edit|step|one)) back', 'take back (that|it|this|last change|(the|that|my) last (one|change|step|edit|thing))', '(can|could) (we|you|i) (please)? (undo|take back|revert|roll back|reverse) (that|it|this|(the|that|my)* last (one|change|step|edit|thing))', '(can|could) (we|you|i) (please)? take (that|it|this|(the|that|my)* last (one|change|step|edit|thing)) back', '(scrap|discard|withdraw|retract|reverse|revert|roll back|rollback|cancel|forget|ditch) (the|that|my|this)* last (one|change|step|edit|thing|entry)', '(i|let me|i want to|i would like to|we need to|let us|i need to) (undo|take back|revert|reverse) (that|it|this|(the|that|my)* last (one|change|step|edit|thing))', '(i|let me|i want to|i would like to|we need to|let us|i need to) take (that|it|this|(the|that|my)* last (one|change|step|edit|thing)) back', '(revert|reverse|cancel) (that|this|last (change|edit|one)|change)', '(oops|no wait|sorry) undo (that|it|this)?', 'change (it|that) back', '(go|switch|put it|set it) back to (what|how) it was', 'that was (wrong|a mistake) undo (it|that)?',
  ], () => one({ kind: 'undo' })),

  rule('scan', 'command', [
    `${LETS} (read|scan|load|import|open|parse|get|use|fetch|pick|choose|select|add|give you|look at|connect|connect to|upload|analyse|analyze|inspect) (in)? (target|new) (schema|database|ddl|system|db|data model|structure|table) (file|from (a|the) (file|ddl))? (now|next|first)?`,
    `${LETS} (read|scan|load|import|parse|upload) (in)? (ddl|create script|target) (file|script)? (now)?`, `${LETS} (read|scan|load|import|parse) (schema|structure) of (target|new system|target system)`,
  ], () => one({ kind: 'scan', role: 'target' })),
  rule('scan', 'command', [
    `${LETS} (scan|read|import|connect|connect to|inspect|profile|analyse|analyze|measure|count|index|introspect|load) (in)? (a|one|another|my|our|legacy|old|source|sqlite|next|existing)* (database|source|source database|source system|legacy system|db|system|table|schema|sqlite file|file|structure|row|record count|volume|catalogue|catalog) (of (the)? {system:source})? (file)? (now|next|first|for me|again)?`,
    `${LETS} (scan|rescan|profile|inspect|introspect|measure|connect to) {system:source} (again|now|next|first|for me)?`, '(scan|rescan) (again|now)?', 'measure (volume|row|it|them|count) (for me|from the database|exactly)?', 'count (row|them) (for me|exactly|in the database)?',
  ], () => one({ kind: 'scan', role: 'source' })),

  rule('show', 'command', [
    `${LETS} (show|open|display|go to|jump to|skip to|skip ahead to|go straight to|proceed to|take me to|bring me to|take us to|bring us to|get me to|walk me through|talk me through|see|view|switch to|bring up|pull up|navigate to|move to|move on to|head to|turn to|show me|let me see|work on|continue with|start with|list|print) (me|us)? {place:place} (again|now|next|please|so far|first)?`,
    'what (do) {place:place} look like (now|so far)?', '(on to|over to|next|next up|up next|now|now for|onwards to|onward to|forward to|moving on to|let us turn to) (:)? {place:place}', '{place:place}', '(where be|where do i find|where can i see|where can i find) {place:place}', 'how (do) {place:place} look (now|so far)?',
  ], (found) => {
    const place = found.get('place', 'place');
    return place ? one({ kind: 'show', ...where(place) }) : undefined;
  }),
];
