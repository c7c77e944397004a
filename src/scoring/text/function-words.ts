const words = (list: string) => new Set(list.trim().split(/\s+/))

/** Words that hold a sentence together and mean little by themselves. */
export const FUNCTION_WORDS: ReadonlySet<string> = words(`
  a an the and or but nor yet so if then than as because although though while since until unless whether
  i me my mine myself we us our ours ourselves you your yours he him his she her hers it its they them their theirs
  himself herself itself themselves someone something anyone anything everyone everything one ones
  this that these those here there who whom whose which what when where why how
  am is are was were be been being do does did done doing have has had having
  will would shall should can could may might must ought let
  of to in on at by for from with into onto about between through during before after within across towards
  around up out off down again further upon per via among toward besides along amid
  all any some each every both either other such own same more most much many few several
  very too just also only even still already quite rather really almost perhaps maybe however therefore thus hence
  moreover furthermore besides please kindly unfortunately regrettably sadly fortunately luckily get gets got getting make makes made making
`)

/** Words that turn a statement into its opposite. */
export const NEGATIONS: ReadonlySet<string> = words(`
  not no never none nobody nothing neither nor without cannot hardly scarcely unlikely against unable impossible
  doubt doubts doubted doubtful myth untrue
  dont doesnt didnt isnt arent wasnt werent hasnt havent hadnt cant couldnt shouldnt wouldnt mustnt wont
  shortage lack lacks lacking lacked scarce scarcity insufficient missing
`)

/** Words that say themselves that something is not there: they negate, and they mean something as well. */
export const ABSENCES: ReadonlySet<string> = words(
  'shortage lack lacks lacking lacked scarce scarcity insufficient missing',
)

/** What an author writes around a key point to say what the text has to do with it. */
export const TASK_WORDS: ReadonlySet<string> = words(`
  name names naming mention mentions mentioning say says saying state states stating give gives giving
  describe describes describing explain explains explaining propose proposes proposing suggest suggests suggesting
  recommend recommends recommending identify identifies identifying note notes noting point points pointing
  tell tells telling show shows showing list lists listing include includes including address addresses addressing
  raise raises raising discuss discusses discussing acknowledge acknowledges ask asks warn warns refer refers
  main key clear clearly
`)

/** What else a text can do, as the names of points tell it. */
export const TEXT_VERBS: ReadonlySet<string> = words(`
  admits advises answers apologises apologizes argues compares concludes confirms criticises criticizes estimates offers
  praises promises quotes refuses stays summarises summarizes thanks wishes
`)

/** A statement of any length hardly does without one of these. */
export const SUBJECTS: ReadonlySet<string> = words(`
  i we you he she it they this that there who which am is are was were be been has have had do does did
  will would shall should can could may might must let
`)

/** Where one statement ends and another begins inside a sentence. */
export const CLAUSE_WORDS: ReadonlySet<string> = words(`
  and or but nor because although though while since unless if when which who so however
`)
