/* SPDX-License-Identifier: MIT */
#include "extract/cue_phrases.h"
#include "extract/cues.h"

static const struct cue_group groups[] = {
    {CUE_PREFER_PRE,
     "ideally|preferably|nice to have|nice to haves|good to have|"
     "great to have|bonus points|bonus point|bonus if|bonus for|"
     "extra points|extra credit|brownie points|plus points|plus if|"
     "a plus if|even better if|even better|preference for|"
     "preference given to|preference will be given|we'd love it if|"
     "would love if|it would be great if|it's great if|"
     "it is a plus if|it's a plus if|bonus experience|optionally|"
     "preferred qualifications|preferred experience|preferred skills|"
     "desired skills|desired experience|desired qualifications|"
     "added bonus|additional bonus|huge plus|"
     "idealerweise|von vorteil|wünschenswert|nice to know|"
     "idéalement|de préférence|idealmente|preferiblemente|"
     "preferencialmente|se valorará|valoramos|bij voorkeur|"
     "and bonus|or bonus"},
    {CUE_PREFER_POST,
     "a plus|is plus|are plus|plus but|big plus|huge plus|strong plus|"
     "great plus|added plus|definite plus|major plus|additional plus|"
     "nice plus|considered a plus|a bonus|a big bonus|a huge bonus|"
     "an added bonus|is a bonus|is bonus|an advantage|advantage|"
     "an asset|strong asset|is nice to have|nice to have|"
     "would be nice|would be great|would be helpful|"
     "would be beneficial|would be ideal|would be advantageous|"
     "would be useful|is useful|advantageous|beneficial|helpful|is "
     "optional|desirable|highly desirable|"
     "is a nice to have|but not required|but not necessary|"
     "but not mandatory|but not essential|though not required|"
     "by no means a must|by no means required|"
     "but not a must|not a must|but not a requirement|"
     "but isn't required|but aren't required|not mandatory|"
     "or willingness to learn|or a willingness to learn|"
     "or the willingness to learn|or willing to learn|"
     "or willingness to|or interest in learning|"
     "or an interest in learning|or eagerness to learn|"
     "or eager to learn|or a desire to learn|or desire to learn|"
     "or ability to learn|or the ability to learn|"
     "a nice to have|gets you bonus points|welcome|is a nice bonus|"
     "von vorteil|wünschenswert|ist ein plus|ein plus|ein bonus|"
     "serait un plus|est un plus|un plus|un atout|souhaitée|souhaité|"
     "es un plus|será un plus|es deseable|deseable|deseables|"
     "se valora|um diferencial|é um plus|desejável|"
     "será um diferencial|um plus|titolo preferenziale|gradita|"
     "is een pre|een pre|mile widziane|meriterande"},
    {CUE_PREFER_EITHER,
     "preferred|highly preferred|strongly preferred|desired|"
     "bonus|plus|pluses|optional|preferred but not required|"
     "preferred but not mandatory|preferred not required|prefered"},
    {CUE_MUST_PRE, "must have|must haves|must be|must know|required|requires|"
                   "mandatory|essential|you must|candidates must|"
                   "you need|you'll need|you will need|minimum of|at minimum|"
                   "need to have|needs to have|should have|you should have"},
    {CUE_MUST_POST,
     "required|is required|are required|a must|is a must|are a must|"
     "mandatory|is mandatory|essential|is essential|are essential|"
     "necessary|is necessary|a requirement|is a requirement|"
     "must have|non negotiable|zwingend|erforderlich|"
     "obligatoire|imprescindible|obrigatório|"
     "strongly required|absolutely required"},
    {CUE_NO_PRE,
     "you don't need|you do not need|don't need|do not need|"
     "doesn't require|does not require|do not require|don't require|"
     "no need for|no need to know|no need|need not|you won't need|"
     "you will not need|without needing|not looking for|"
     "we don't use|we do not use|not required to know|"
     "don't have to know|not expected to know|no need to be|"
     "keine|kein|"
     "pas besoin de|no necesitas|no se requiere|não é necessário|"
     "nessuna"},
    {CUE_NO_POST,
     "not required|is not required|are not required|isn't required|"
     "aren't required|not necessary|is not necessary|are not necessary|"
     "isn't necessary|not needed|is not needed|isn't needed|"
     "aren't needed|unnecessary|not a requirement|"
     "is not a requirement|not essential|"
     "nicht erforderlich|nicht notwendig|pas nécessaire|"
     "no es necesario|no es necesaria|não é necessário|"
     "not strictly required|not strictly necessary"},
    {CUE_NO_WORD, "no|no prior|no previous|no specific|without|"
                  "no formal|no professional|keine|kein|"
                  "aucune|sin|ningún|ninguna|sem"},
    {CUE_NEW_PHRASE,
     "experience|experience with|experience in|experience of|"
     "knowledge|knowledge of|familiarity|familiarity with|exposure to|"
     "background in|understanding of|proficiency|proficiency in|"
     "proficiency with|ability to|certification|certifications|"
     "expertise in|fluency in|skills in|degree in|master's|phd|"
     "advanced degree|"
     "prior experience|previous experience|hands on experience|"
     "strong experience|additional experience|any experience|"
     "working knowledge|kenntnisse|erfahrung|connaissance|"
     "connaissances|expérience|conocimientos|experiencia|"
     "conhecimento|experiência"},
    {CUE_CONTRAST, "but|however|although|though|while|whereas|otherwise"},

    /* Doors to the patterns of attributes.h. */
    {CUE_YEARS, "years|year|yrs|yr|jahre|jahren|ans|années|años|anos|anni|"
                "jaar|lat"},
    {CUE_DEGREE,
     "degree|degrees|bachelor|bachelors|bachelor's|master|masters|master's|"
     "phd|ph d|doctorate|doctoral|doctor of|bs|ba|bsc|b s|b a|b sc|b tech|"
     "btech|b e|be in|be or|ms|msc|m s|m sc|m a|mba|meng|beng|mtech|m tech|"
     "m eng|bscs|bsee|bcs|studium|hochschulstudium|hochschulabschluss|"
     "licence|bac|ingénieur|diplôme|licenciatura|grado en|título|"
     "ingeniería|graduação|ensino superior|laurea|doctorado|doutorado|"
     "promotion in"},
    {CUE_REMOTE,
     "remote|remotely|work from home|work from anywhere|working from home|"
     "working from anywhere|wfh|telecommute|telecommuting|homeoffice|"
     "home office|home based|distributed team|distributed company|"
     "distributed workforce|distributed first|globally distributed|"
     "fully distributed|télétravail|teletrabajo|remoto|from anywhere|"
     "from home|regardless of location|any location|li remote|virtual"},
    {CUE_HYBRID,
     "hybrid|híbrido|hybride|hybrides|days a week|days per week|days week|"
     "day a week|times a week|days each week|days every week|"
     "commuting distance|commutable distance|commute|commuting|"
     "co located|colocated|remote days|days in the office|days in office|"
     "days in our office|days on site|days onsite|day work week|"
     "télétravail"},
    {CUE_ON_SITE,
     "onsite|on site|in office|in person|inperson|office|offices|in the office|"
     "headquarters|hq|no remote|not remote|not a remote"},
    {CUE_EMPLOYMENT,
     "full time|fulltime|part time|parttime|permanent position|"
     "permanent role|permanent contract|permanent employment|permanent job|"
     "contract position|contract role|contract job|contract opportunity|"
     "contract to hire|contractor position|contractor role|"
     "independent contractor|month contract|months contract|"
     "freelance|freelancer|temporary position|temporary role|"
     "temporary contract|fixed term contract|fixed term|this internship|"
     "internship program|internship position|summer internship|"
     "vollzeit|teilzeit|festanstellung|unbefristet|befristet|praktikum|"
     "werkstudent|temps plein|temps partiel|cdi|cdd|tiempo completo|"
     "jornada completa|media jornada|tempo integral|tempo indeterminato"},
    {CUE_ROLE, "engineer|scientist|analyst|developer|architect|programmer|"
               "ingenieur|ingénieur|entwickler|ingeniero|engenheiro|"
               "desarrollador|desenvolvedor|développeur|científico|cientista|"
               "analista|analyste"},
    {CUE_PAY | CUE_PAY_WORD,
     "salary|salaries|compensation|pay|pays|wage|wages|remuneration|"
     "hourly rate|day rate|daily rate|pay rate|rate of pay|base|gehalt|"
     "jahresgehalt|vergütung|salaire|rémunération|salario|sueldo|salário|"
     "remuneração|retribuzione|salaris|wynagrodzenie|ctc|lpa|salaried|"
     "tagessatz|stundenlohn|tjm|ral"},
    {CUE_PAY, "hourly|per hour|hour|annually|annual|per annum|annum|rate|"
              "brutto|brut|usd|eur|gbp|cad|aud|chf|pln|sek|nok|dkk|inr|zar|"
              "sgd|brl|mxn|jpy|per year|per month|per day"},
    {CUE_NOT_PAY,
     "raised|raise|funding|funded|revenue|revenues|arr|mrr|valuation|"
     "valued|investors|investment|invested|capital|market|series a|"
     "series b|series c|gmv|assets|sales|turnover|bonus|"
     "sign on|signing|referral|stipend|allowance|budget|"
     "reimbursement|401k|401 k|match|per month for|up to|equity|grant|"
     "grants|annualized|transactions|customers|spend|quota|deals|"
     "savings|credit|credits|donation|donations|volume|payments|"
     "industry|trillion|billion|costs|cost|fund|financing|"
     "life insurance|coverage|commission|commissions|relocation|ote|"
     "on target|target earnings|uncapped|variable|earning potential|"
     "potential to earn|earn up to|book of business|day off|insurance|setup|"
     "fund|per quarter"},
};

const struct cue_group *cue_labels(size_t *n)
{
    *n = sizeof groups / sizeof groups[0];
    return groups;
}
