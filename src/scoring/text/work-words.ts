import { stemmer } from 'stemmer'

// Words that stand for one another in texts about work, where word vectors and dictionaries see too little likeness.
// A group is a line; where a line has two, parted by <>, they are opposites.

const LINES = `
customer client subscriber user buyer consumer shopper guest people
employee staff worker personnel workforce colleague people crew headcount labour
supplier vendor provider manufacturer contractor
competitor rival competition
team department division
company firm business enterprise organisation organization
manager boss supervisor head director executive
board director directors executives
leave quit churn attrition cancel defect abandon unsubscribe depart lose switch <> stay remain retain
switch change replace
revenue income turnover sales earnings takings
cost expense expenditure spending price outlay
refund reimburse repay compensate
voucher coupon
discount rebate reduction
apologise apologize apology sorry regret
risk danger threat hazard
problem issue trouble difficulty fault
weakness flaw vulnerability
cause reason
outage failure breakdown downtime crash shutdown
fix repair solve resolve remedy
revert rollback undo restore
training course workshop coaching teach train seminar
feedback comment opinion view thought remark suggestion
meeting call talk conversation appointment phone discuss
survey questionnaire poll interview ask
deadline due
report notify inform tell disclose
law regulation legal legislation statutory
obliged required duty mandatory must obligation
authority regulator
secret confidential private
delete erase remove wipe destroy
delay postpone defer slip late overdue behind <> punctual early prompt
test trial pilot experiment
introduce install add create establish implement organise organize arrange schedule
add include <> omit remove drop exclude cut
second another additional extra backup alternative
gradual phased staged stepwise incremental pilot
profit profitability margin earnings
signup registration register enrol enroll
alarm alert warning notification
restart reboot
lock block disable deactivate suspend revoke
release launch rollout deploy deployment
developer programmer engineer coder
login account credential password
website internet online web e-commerce ecommerce
order purchase
invoice bill receivable
disk drive storage
budget fund
contract agreement
goal aim target objective
benefit advantage gain
telework remote home
exceed above over beyond overspend <> below under
rise increase grow climb gain expand double raise growth surge improve <> fall drop decline decrease shrink reduce lower cut sink slump loss
reduce lower cut decrease save economise economize
approve accept endorse agree consent <> reject refuse deny decline oppose
good better excellent great outstanding superb strong impressive exceptional <> bad worse poor weak terrible awful suffer
success succeed <> fail failure
cheap cheaper affordable inexpensive <> expensive costly dear dearer
safe safer secure <> dangerous unsafe risky
happy satisfied content pleased <> unhappy dissatisfied frustrated upset
buy purchase acquire takeover <> sell
free clear open <> blocked obstructed closed
begin start launch <> stop end
hire recruit employ <> dismiss fire
fast faster quick quicker rapid speed speedy <> slow slower
easy easier simple simpler <> hard harder difficult complicated
many more <> few fewer
`

const PAIRS = LINES.trim()
  .split('\n')
  .map((line) => line.split('<>').map(stemsOf))

function stemsOf(group: string): ReadonlySet<string> {
  return new Set(group.trim().split(/\s+/).map(stemmer))
}

const GROUPS = PAIRS.flat()
/** The place of each group's opposite. */
const OPPOSITES: ReadonlyMap<number, number> = new Map(
  PAIRS.flatMap(([group, opposite]) => {
    if (group === undefined || opposite === undefined) return []
    const [a, b] = [GROUPS.indexOf(group), GROUPS.indexOf(opposite)]
    return [[a, b] as const, [b, a] as const]
  }),
)

const BY_STEM: ReadonlyMap<string, readonly number[]> = new Map(
  [...new Set(GROUPS.flatMap((group) => [...group]))].map((stem) => [
    stem,
    GROUPS.flatMap((group, place) => (group.has(stem) ? [place] : [])),
  ]),
)

/** The groups that a word is in, by its stems. */
export const groupsOf = (stems: readonly string[]): readonly number[] =>
  stems.flatMap((stem) => BY_STEM.get(stem) ?? [])

/** Whether two words stand for one another, by their groups. */
export const areKindred = (a: readonly number[], b: readonly number[]): boolean =>
  a.some((group) => b.includes(group))

/** Whether two words mean the opposite, by their groups. */
export const areOpposed = (a: readonly number[], b: readonly number[]): boolean =>
  a.some((group) => b.includes(OPPOSITES.get(group) ?? -1))
