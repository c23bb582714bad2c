"""Words that tell a name from an ordinary word: names that are words, sentence openers, common given names."""

from __future__ import annotations


def listed(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


ORDINARY = listed(  # names that are words as well: only with a capital, and not where any word would have one
    """
    abbey amber angel apple april art ash asher august autumn avenue baker ball banks barber bass bay bean bear bell
    berg berry best bill bird bishop black blessing bliss bloom blue bold bond booth bow bowman boy brand brandy
    bridge bright brook brooks brown buck bud burn bush butcher butler buy can cane carol carter case cash castle
    chance chase chip christian church clay cliff close cloud coal cobb cole constant cook cooper coral core corn
    cotton craft crane crew crisp cross crown crystal curry daisy dale dawn day dean dear deed della destiny diamond
    dick dot drake drew drive duke dusty earl early east echo eden else ember ember england english eve ever faith
    fall farmer farm fay fern field fields finch fine finn fish fisher fit flint flora flower forest forester forge
    fort foster fox frank franks free freeman french friday frost fuller gale garden gardener gay gem genesis gene
    general gift ginger glad glass glen gold golden good grace grant gray green grey grove guy hale hall ham hand
    handy happy hardy harmony harper harvest hart hatch haven hawk hay hazel head heart heath heather henry hill
    hitch hold holly holmes home honey honor hood hook hope horn house hunt hunter hush ice iris iron island ivory
    ivy jack jade jam jasmine jay jean jet jewel job jolly journey joy judge jump june justice key keys kind king
    kitty knight lace lake lamb lance land lane lark law lay leaf legend lee lens leo levi lily lime link lion
    little lock london long lord lots love low luck lucky lynx mace mack magic maker man manner march mark marks
    marsh marshall marvel mason mast max may mayor mead meadow melody mercy merit merry mild mile miles mill miller
    mills mint miss misty monday moody moon moor more moss mount mountain mouse naval neal noble north nova oak
    ocean olive opal orange page paige palm park parks parson pat patience pay peace pearl pen penny pepper peril
    petal phoenix pierce pike pine piper plum pole poll poet pond pool poppy porter post potter pound price pride
    priest prince princess promise prosper prudence queen quick quill quiz rain raven ray read rebel red reed reef
    regal rest rice rich ridge ring rob robin rock rod roman rook rose rosemary rosy rowan royal ruby rush rust
    rusty sable sage saint salt sam sand sandy sands say scout sea seal sea season see senior serenity shade sharp
    shell shepherd shore short silver sister sky slack slate small smart smith snow sol song south sparks spear
    spencer spring square stack star stark steel stella sterling stone storm story street strong sue sugar summer
    sun sunday sunny swan sweet swift tab tan tanner tate taylor teal temple terry tick tide tiger timber time tom
    top town trace tracy tree trent trinity trip true truth tucker tuesday turner unity van vine viola violet virgin
    walker wall ward warden warm waters wave way weaver webb week wells west wheel white wild will wills win winter
    wise wolf wonder wood woods word worth wren yard york young zen alder notion linear apple amazon meta target
    shell oracle delta box zoom teams word gap visa shift current monday bolt buffer signal stripe loom front
    intercom segment drift basecamp confluence pivotal chase discover orange next boots mars lens spot sprout canvas
    anchor beacon base camp compass harbor harbour haven horizon icon impact index insight kite lever maple matrix
    mirror mosaic nest node origin path peak pilot pioneer pulse quest ramp range relay ripple rise root scale scope
    sense spark spruce stream summit tandem thread tower trail transfer union vault venture view vision wing works
    party milan kay
    """
)
FOLLOWS_A_NAME = listed(  # after a word that may be a name at the start of a sentence, these make it one
    """
    said says say told tells asked asks thinks thought knows knew wants wanted has had was is isn't wasn't does did
    doesn't didn't goes went came comes called calls wrote writes sent sends made makes left works worked lives
    lived got gets just and also always never usually from who whose would could will might must should can really
    actually who'd who's joined joins moved agreed helped helps showed shows gave gives took takes uses used needed
    needs handled handles runs ran emailed mentioned
    """
)
NO_NAME = listed(  # with a capital often, and never anybody's name
    """
    i i'm i'd i'll i've you he she it we they this that these those there here what when where who why how which and
    but so or nor if then because although though while before after since until the a an my your his her its our
    their no not yes yeah yep nope ok okay well oh um uh er ah hmm mm right sure maybe perhaps actually basically
    also just only even still yet now today tomorrow yesterday monday tuesday wednesday thursday friday saturday
    sunday january february march april may june july august september october november december english german
    french spanish italian dutch american british european indian chinese japanese canadian australian irish
    scottish welsh polish russian turkish swedish norwegian danish finnish austrian swiss brazilian mexican african
    asian latin greek arabic hebrew hindi korean portuguese google microsoft apple amazon facebook twitter linkedin
    slack zoom teams excel outlook word powerpoint gmail chrome safari firefox windows linux mac macbook iphone ipad
    android youtube netflix spotify whatsapp instagram tiktok jira confluence trello asana notion figma miro
    salesforce hubspot zendesk intercom stripe github gitlab bitbucket python java javascript typescript react
    angular django rails ruby docker kubernetes aws azure sql css html json api ui ux qa hr it ceo cto cfo coo cio
    cpo vp ai ml gpt chatgpt openai claude copilot gemini siri alexa cortana london paris berlin munich hamburg
    europe america africa asia australia germany france spain italy england scotland ireland wales britain uk usa us
    eu canada china india japan mexico brazil internet web scrum kanban agile sprint product owner manager director
    head lead senior junior chief vice president engineer developer designer researcher analyst consultant architect
    assistant coordinator supervisor officer operations marketing sales support finance customer success team
    department company university school hospital college institute everybody everyone someone somebody anybody
    anyone nobody people folks guys all both each either neither one two three four five six seven eight nine ten
    first second third last next new old good great nice fine thank thanks please sorry hello hi hey bye goodbye
    welcome god jesus christ lord christmas easter covid corona sir madam ma'am mum mom dad mama papa mother father
    speaking going trying happy glad afraid aware able about interested responsible based born curious done excited
    familiar finished fond from in on at of for with to by as like not retired single married working looking using
    doing getting having making thinking wondering guessing assuming kind sort very pretty quite rather really too
    almost always never often sometimes usually currently originally mostly mainly probably simply totally
    completely definitely absolutely certainly saying talking calling coming staying living studying the chair
    chairman chairwoman chairperson minister deputy speaker president madam ladies gentlemen mister
    deleted redacted inaudible madamchair alright exactly
    absolutely cool perfect agreed mhm huh wow excellent correct obviously initially however therefore otherwise
    honestly anyway party day world goodness
    """
)
GENERIC_SPEAKERS = listed(  # what files call speakers whose names they don't know
    """
    speaker participant researcher interviewer interviewee moderator facilitator unknown user guest host client
    customer respondent person someone nobody voice male female agent caller operator narrator audience translator
    interpreter observer assistant bot recording host cohost admin anonymous testperson subject focus group all
    everyone multiple speakers participants interviewers researchers interviewees users guests moderators project
    product manager interface industrial designer marketing expert prime minister chair chairman chairwoman
    chairperson deputy government service hon honourable honorable member members grad phd postdoc student professor
    leader leaders secretary president director head lead senior party team health industry speaker's cabinet
    committee clerk witness counsel engineer developer analyst consultant architect support sales teacher nurse
    doctor patient scribe
    """
)
TITLES = listed(
    """
    dr doctor prof professor mr mrs ms miss mx sir herr frau madame mme monsieur dame lord lady
    """
)
PARTICLES = listed(
    """
    van von vom zu zur der den de del della di da dal dos das du la le las los el bin ben ibn al ter ten af av y e
    of the and und et
    """
)
LEGAL = listed(
    """
    gmbh ltd limited inc llc ag plc co corp corporation sa sas sarl bv nv ab oy as aps kg ohg se spa srl sl pty llp
    lp eg ev ek ug
    """
)
GENERIC_COMPANY = listed(
    """
    hospital hospitals university college school schools academy home homes group logistics bank banking solutions
    systems services service consulting software technologies technology tech labs lab studio studios partners
    company international global health healthcare care clinic clinics insurance media digital energy power foods
    food foundation trust council association society institute centre center agency network networks industries
    holdings holding ventures capital properties property estates housing transport shipping airlines airways hotels
    hotel restaurants retail store stores shop shops supply works engineering construction design research analytics
    data cloud security finance financial legal law pharma pharmaceuticals biotech motors automotive electric
    telecom communications
    """
)
GIVEN_NAMES = listed(
    """
    aaron abdul abdullah abigail adam adele adnan adrian adrienne agnes agnieszka ahmed aidan ainsley aisha akira
    alan alana alastair albert alberto albrecht alejandra alejandro aleksander aleksandra alessandra alessandro alex
    alexander alexandra alexandre alexia alexis alfonso alfred alfredo ali alice alicia alina alison alistair
    allison alma alvaro alvin alyssa amanda amara amaya ambrose amelia amelie amina amir amit amos amy ana anastasia
    anders andre andrea andreas andrei andres andrew andy angela angelina angelo angus anika anil anita anja anjali
    ann anna annabel annabelle annalise anne annette annie annika anthony antoine antoinette anton antonella antonia
    antonio anya archie ari ariana arjun arman armand arnaud arne arno arnold arthur arturo arun arvid asha ashley
    asif astrid aurelio avery axel ayaan ayesha aziz barbara barry bart bartosz bastian beate beatrice beatrix
    beatriz becky ben benedikt benito benjamin benny bernadette bernard bernd bernhard bernice bert bertha bertrand
    beth bethany betty bianca bilal birgit birgitta bjarne bjorn blake bob bobby bogdan bonnie boris boyd brad
    bradley brady brandon brenda brendan brent brett brian bridget bridgette brigitte britta brittany bronwyn bruce
    bruno bryan bryce burak byron caitlin caleb callum calvin cameron camila camille candice carl carla carlo carlos
    carlton carmen caroline carrie carsten casey cassandra catherine cathy cecil cecilia cedric celia celine chad
    chandra chantal charlene charles charlie charlotte chelsea chen cheryl chiara chloe chris christa christiane
    christina christine christoph christophe christopher cindy claire clara clarence clarissa claudia claudio
    clayton clement clifford clint clive clyde colette colin colleen connor conor conrad constance constantin corey
    corinna cornelia cornelius cory cosima courtney craig cristina curtis cynthia cyril dagmar damian damien damon
    dan dana daniel daniela danielle danny daphne daria darius darrell darren darryl dave david debbie deborah
    deepak deirdre denise dennis derek derrick desmond devin dexter dhruv diana diane diego dieter dillon dimitri
    dina dion dirk dmitri dolores dominic dominik don donald donna dora dorian doris dorothea dorothy doug douglas
    doyle duane duncan dunja dustin dwayne dwight dylan ed eddie edgar edith edmund eduardo edward edwin edwina
    efrain eileen eitan elaine eleanor elena eleni eli elias elijah elisa elisabeth elizabeth ella ellen ellie
    elliot elliott elmer eloise elsa elvira emanuel emil emilia emilie emilio emily emma emmanuel enrique eric erica
    erik erika erin ernest ernie ernst errol esteban estelle esther ethan eugene eva evan evelyn everett ezra fabian
    fabien fabio fabrice fadi faisal farah farid fatima fatma faye federico felicia felicity felipe felix ferdinand
    fergus fernand fernanda fernando filip finlay fiona florian floyd francesca francesco francis francisco
    franziska fraser fred freddie frederick frederik freya frida fritz gabriel gabriela gabriele gabrielle gail
    galina gareth garrett gary gaston gavin geert gemma geoff geoffrey georg george gerald geraldine gerard gerd
    gerhard gianluca gilbert gilles gillian giorgio giovanna giovanni gisela giulia giuseppe glenda glenn gloria
    goran gordon grady graham greg gregor gregory greta griffin gudrun guenter guido guillermo gunnar gunter gunther
    gus gustavo gwen gwendolyn hailey hamid hamish hamza hanna hannah hannes hans harald harold harriet harry
    hartmut harvey hasan hassan hayden hector hedda heidi heike heiko heinrich heinz helen helena helene helga
    helmut henri henrik henrike herbert herman hermann hilda hildegard hiroshi holger homer horst howard hubert huda
    hugh hugo humphrey ian ibrahim ida ignacio igor ilona ilse imelda imogen imran indira ines inga ingmar ingo
    ingrid irene irina irma irving isaac isabel isabell isabella isabelle isaiah isla ismael ismail ivan ivana ivo
    jacinta jackie jaclyn jacob jacqueline jacques jaden jagdish jaime jakob jamal james jamie jamila jan jana jane
    janet janice janine jared jarek jasmin jason jasper javier jaya jayden jeanette jeanne jeannette jeff jeffery
    jeffrey jen jenna jenni jennifer jenny jens jeremy jeroen jerome jerry jerzy jesse jessica jill jim jimmy jitka
    joachim joan joana joanna joanne joao jocelyn jody joe joel joey johan johanna johannes john johnny jon jonah
    jonas jonathan joost jordi jorg jorge jose josef josefine joseph josephine josh joshua josie joyce juan juanita
    judith judy jules julia julian juliana juliane julie julien juliet juliette jurgen justin justine jutta kai
    kaitlyn kamila karen karim karin karl karolina karsten kasia kaspar katarina katarzyna kate katharina katherine
    kathleen kathrin kathryn kathy katie katja katrin katya keiko keira keith kelly kelsey kelvin ken kenneth kerry
    kerstin kevin khaled kieran kim kimberly kirk kirsten kirsty kjell klara klaus konrad konstantin kristen
    kristian kristin kristina kristof krzysztof kumar kunal kurt kyle lachlan lana lara larry lars lasse laura
    laurel lauren laurence laurent lawrence layla lea leah leandro leanne leila leland lena lenny leon leonard
    leonardo leonie leonora leopold leroy leslie leticia lewis liam lidia lilian lillian lina linda lionel lisa
    lisbeth liz lizzie lola lorena lorenzo loretta lori lorna lorraine lothar lotte lou louis louisa louise luca
    lucas lucia lucian luciana lucille lucy ludwig luigi luis luisa luise lukas lukasz luke luther lydia lyle lynn
    lynne mabel maciej mackenzie madeleine madeline mads magda magdalena maggie magnus mahmoud maja malcolm malik
    malte mandy manfred manish manuel manuela mara marc marcel marcela marcella marcelo marcia marcin marco marcos
    marcus margaret margarete margarita margot marguerite maria mariah mariam marian mariana marianne marie mariella
    marilyn marina mario marion marisa marissa marius marjorie markus marlene marlon marnie marta martha martin
    martina martine martyn marvin mary maryam mateo mateusz mathias mathieu mathilde matilda matt matteo matthew
    matthias mattia maud maureen maurice mauricio maxim maximilian maya megan mehdi mehmet meike mel melanie melinda
    melissa meredith micah michael michaela michal michel michele michelle miguel mikael mike mikhail mikkel mildred
    milena millie milo mina miranda miriam mirko mitch mitchell mohamed mohammad mohammed moira molly mona monica
    monika monique moritz morten muhammad muriel murray mustafa myra myriam nabil nadia nadine nancy naomi natalia
    natalie natalya natasha nate nathalie nathan nathaniel ned neeraj neha neil nell nicholas nick nicola nicolai
    nicolas nicole niels nigel nikita niklas nikolai nils nina noah noel noelle noor nora norbert norma norman nuno
    odette oksana ola olaf oleg olena olga oliver olivia olivier omar omer orla oscar oskar osman oswald otto owen
    pablo pam pamela paola paolo pascal patrice patricia patricio patrick patrik paul paula paulina pauline paulo
    pavel pedro peggy penelope percy perry peter petr petra phil philip philipp philippa philippe phillip pia pierre
    piotr prakash prashant priya quentin rachael rachel radek rafael rafaela rahul raimund rainer raj raja rajesh
    ralf ralph ramesh ramon ramona randy rania raoul raphael raquel rashid raul ravi raymond rebecca rebekah reggie
    regina reginald reinhard reinhold renata renate rene renee reza rhys ricarda ricardo richard rick ricky rikard
    rita robbie robert roberta roberto robyn rodney rodrigo roger rohan roland rolando rolf romain romy ron ronald
    ronan rosa rosalind rosario rosie ross roswitha rowena roxana roxanne roy ruben rudi rudolf rudy rufus rui
    rupert russell ruth ryan sabine sabrina sadie saeed salim sally salma samantha sami samira samuel sandeep sandra
    sanjay sanjeev sanna santiago santosh sara sarah sascha satoshi saul scott seamus sean sebastian selina selma
    serena serge sergei sergio seth shane shannon sharon shaun shawn sheila sheldon shelly sherry shirley shreya
    siegfried sigrid silke silvia simon simone simran sinead siobhan sofia soledad solomon sonia sonja sonya sophia
    sophie soren stacey stan stanislav stanley stefan stefania stefanie sten stephan stephane stephanie stephen
    steve steven stewart stig stuart sunil suresh susan susanne susie suzan suzanne sven svend svenja svetlana swati
    sylvia tabea tabitha tadeusz takeshi tamar tamara tammy tania tanisha tanja tara tariq tasha tatiana tatjana ted
    terence teresa terrence tessa thaddeus thea thelma theo theodor theodora theresa thilo thomas thorsten tiago
    tiffany tilda tilo tim timothy tina tobias tobin toby todd tomas tomasz tommy toni tony torben torsten tracey
    travis trevor tricia trina trish tristan trudy tyler ulf uli ulrich ulrike umar ursula ute uwe vaclav vadim
    valentin valentina valeria valerie vanessa vaughan velma vera verena vernon veronica veronika veronique vicky
    victor vijay vikas vikram viktor viktoria vince vincent vincenzo virgil vittorio vivek vivian viviane vladimir
    volker walter waltraud wanda warren wayne wendy werner wesley wilfred wilhelm willem william winifred winston
    wojciech wolfgang xavier yang yann yannick yara yasmin yolanda yosef youssef yuki yuri yusuf yvette yvonne zach
    zachariah zachary zahra zain zainab zara zeynep ziad zoe zofia zoltan
    """
)
GIVEN_WORDS = listed(  # given names that are words: inside a sentence, with a capital, they mean somebody
    """
    mark will carol grace rose frank jack amber ruby lily daisy holly ivy heather hazel iris violet pearl
    penny sandy sue pat rob drew grant dean dale glen gene ray sam tom lance miles hunter jay jean kitty lee neal
    robin rosemary roman rowan roy stella terry tracy tucker wendy morgan carter christian guy harper
    henry jade jasmine josh kim lance leo liam melody paige piper poppy rick rosy shelly tad
    willow
    """
)
SURNAMES = listed(
    """
    adams ahmed allen andersen anderson armstrong bailey barnes bauer becker bennett bianchi braun campbell chen
    choi clark collins colombo cox crawford cruz cunningham davis diaz dubois durand edwards eriksson esposito evans
    ferguson fernandez ferrari fischer flores fraser garcia gomez gonzalez gordon graham grant greco gupta gutierrez
    hamilton hansen harris hartmann henderson hernandez herrmann hoffmann hofmann howard huang hughes hussain ivanov
    jackson jenkins jensen johansson johnson johnston jones jordan karlsson kelly kennedy khan kim klein koch kohler
    kowalski krause kruger kumar lange larsen laurent lawson lefebvre lehmann leroux lewis lopez macdonald mackenzie
    maier marino marshall martin martinez matthews mcdonald mcintyre mclean meyer mitchell morales moreau morgan
    morris mueller muller murphy murray myers nelson neumann nguyen nielsen novak nowak obrien oconnor olsen ortiz
    palmer parker patel pearson pedersen perez perry peterson petrov phillips powell ramirez reid reyes reynolds
    ricci richards richardson richter rivera roberts robertson robinson rodriguez rogers romano rose ross rossi roux
    russell russo sanchez sanders sato saunders schafer schmidt schneider schroder schulz schwarz scott sharma shaw
    simmons simpson singh smith spencer stephens stevens stewart sullivan sutherland suzuki svensson tanaka thomas
    thompson torres wagner wallace walsh wang warren watson watts webb weber werner williams willis wilson woods
    wright zhang zhao zhou zimmermann
    """
)
RELATIONS = "|".join(
    """boss, manager, line manager, colleague, coworker, co-worker, workmate, teammate, husband, wife, partner,
    son, daughter, brother, sister, mother, father, mum, mom, dad, uncle, aunt, cousin, nephew, niece,
    grandmother, grandfather, grandma, grandpa, friend, best friend, mate, buddy, girlfriend, boyfriend,
    fiancée, fiance, supervisor, assistant, neighbour, neighbor, doctor, dentist, teacher, tutor, professor,
    lawyer, accountant, landlord, roommate, flatmate, nurse, coach, mentor, predecessor, successor, deputy,
    secretary, receptionist, caretaker, director, founder, co-founder, cofounder, ceo, cto, cfo, coo, chairman,
    chairwoman, team lead, tech lead, lead, engineer, developer, designer, product owner, product manager,
    project manager, scrum master, account manager, administrator, admin, trainer, client, customer, driver,
    foreman, planner, chef, cook""".replace("\n    ", " ").split(", ")
)
