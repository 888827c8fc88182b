/* SPDX-License-Identifier: MIT */
#include "extract/language.h"
#include "base/alloc.h"
#include "base/hash.h"
#include "base/utf8.h"
#include <stdlib.h>
#include <string.h>

/* As much of a text as is looked at: some 300 words, and less where the first
 * of them leave no doubt. */
#define LOOK_BYTES     2000u
#define STEP_BYTES     400u
#define SURE_WORDS     20u /* of one language, and three times the next's */
#define TABLE_SLOTS    2048u
#define WORDS_MIN      3u /* common words, for an answer */
#define WORD_MAX_BYTES 24u

/* The commonest words, without those that another language shares often. */
static const struct {
    const char *code, *names, *words;
} table[] = {
    {"en", "english",
     "the and of to you with for our are we will your is as this have that "
     "on or be their from team work experience at by an about who"},
    {"de", "deutsch|german",
     "und der die das mit für wir du sie ist ein eine den von zu im "
     "auf dich deine unser unsere oder bei als sowie nicht werden ihr dein"},
    {"fr", "français|french|francais",
     "et les des le la vous nous pour dans une votre notre avec sur est au "
     "aux qui ou par du vos nos sont être à ces cette tu"},
    {"es", "español|spanish|espanol|castellano",
     "y los las el en para con una del por tu nuestro nuestra que se "
     "experiencia equipo trabajo como más ser su nuestros al un"},
    {"pt", "português|portuguese|portugues",
     "e os as para com uma do da você em não dos das seu sua "
     "nosso nossa nossos que experiência equipe ou no na um mais"},
    {"it", "italiano|italian",
     "e il di che per con una della del gli dei nel alla lavoro sono delle "
     "nostro esperienza come anche più è ti nostra degli"},
    {"nl", "nederlands|dutch",
     "en de het een van je met voor onze wij op zijn bij aan als jij jouw "
     "naar om ons niet werken ook dit dat jou"},
    {"pl", "polski|polish",
     "i w z na do oraz dla jest nie się że pracy nasz "
     "doświadczenie od przez lub może co jak"},
    {"sv", "svenska|swedish",
     "och att det som en på för med av är du vi ett "
     "till har din vår eller hos vill dig om"},
    {"da", "dansk|danish",
     "og at det som en på for med af er du vi et til har din vores "
     "eller hos vil dig ikke"},
    {"no", "norsk|norwegian",
     "og å det som en på for med av er du vi et til har din "
     "vår eller hos vil deg ikke"},
    {"fi", "suomi|finnish",
     "ja on että sekä tai olet meillä ovat sinulla "
     "kanssa työ myös mutta kun"},
    {"cs", "čeština|czech",
     "a v na se s pro je do nebo jsme co náš práce "
     "zkušenosti tak"},
    {"ro", "română|romanian",
     "și de în cu pentru la este sau din care echipa sunt mai "
     "nostru"},
    {"hu", "magyar|hungarian",
     "és a az egy hogy nem vagy is munka csapat által"},
    {"tr", "türkçe|turkish", "ve bir için ile bu olarak veya da olan en"},
    {"ru", "русский|russian", ""},
    {"uk", "ukrainian", ""},
    {"ja", "日本語|japanese", ""},
    {"zh", "中文|chinese|mandarin", ""},
    {"ko", "한국어|korean", ""},
    {"el", "greek", ""},
    {"he", "hebrew", ""},
    {"ar", "arabic", ""},
    {"th", "thai", ""},
};

#define N_LANGUAGES (sizeof table / sizeof table[0])

struct slot {
    uint64_t key;       /* 0: free */
    uint32_t languages; /* bit i: table[i] has the word */
};

struct languages {
    struct slot slots[TABLE_SLOTS];
};

static uint64_t key_of(const char *p, size_t n)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)p[i]) * UINT64_C(0x100000001b3);
    h ^= h >> 32;
    return h ? h : 1;
}

static struct slot *slot_of(struct languages *l, uint64_t key)
{
    size_t i = key % TABLE_SLOTS;
    while (l->slots[i].key && l->slots[i].key != key)
        i = (i + 1) % TABLE_SLOTS;
    return &l->slots[i];
}

static uint32_t languages_with(const struct languages *l, uint64_t key)
{
    size_t i = key % TABLE_SLOTS;
    while (l->slots[i].key && l->slots[i].key != key)
        i = (i + 1) % TABLE_SLOTS;
    return l->slots[i].languages;
}

struct languages *languages_new(void)
{
    struct languages *l = xalloc(sizeof *l);
    for (size_t i = 0; i < N_LANGUAGES; i++) {
        struct str rest = str_from(table[i].words), word;
        while (rest.n && str_split(&rest, ' ', &word)) {
            struct slot *s = slot_of(l, key_of(word.p, word.n));
            s->key = key_of(word.p, word.n);
            s->languages |= 1u << i;
        }
    }
    return l;
}

void languages_free(struct languages *l)
{
    free(l);
}

struct str language_declared(struct str declared)
{
    struct str s = str_trim(declared);
    bool code = s.n == 2 || (s.n > 2 && (s.p[2] == '-' || s.p[2] == '_'));
    for (size_t i = 0; i < N_LANGUAGES; i++) {
        if (code &&
            str_eq_ascii_nocase(str_slice(s, 0, 2), str_from(table[i].code)))
            return str_from(table[i].code);
        struct str rest = str_from(table[i].names), name;
        while (str_split(&rest, '|', &name))
            if (str_eq_ascii_nocase(s, name))
                return str_from(table[i].code);
    }
    return STR_NONE;
}

/* Count the common words of each language among the words of text. */
static void count_words(const struct languages *l, struct str text,
                        unsigned *counts)
{
    char word[WORD_MAX_BYTES];
    size_t n = 0;
    bool fits = true;
    for (size_t i = 0; i <= text.n; i++) {
        char c = i < text.n ? ascii_lower(text.p[i]) : ' ';
        if ((c >= 'a' && c <= 'z') || c & 0x80) {
            fits = fits && n < sizeof word;
            if (fits)
                word[n++] = c;
            continue;
        }
        uint32_t set = fits && n ? languages_with(l, key_of(word, n)) : 0;
        for (size_t k = 0; set; k++, set >>= 1)
            counts[k] += set & 1;
        n = 0;
        fits = true;
    }
}

/* Scripts that one language is written in, by ranges of code points. */
enum script {
    LATIN,
    CYRILLIC,
    UKRAINIAN,
    KANA,
    HAN,
    HANGUL,
    GREEK,
    HEBREW,
    ARABIC,
    THAI,
    N_SCRIPTS
};

static enum script script_of(int32_t c)
{
    static const struct {
        int32_t first, last;
        enum script script;
    } ranges[] = {{0x370, 0x3FF, GREEK},     {0x404, 0x404, UKRAINIAN},
                  {0x406, 0x407, UKRAINIAN}, {0x454, 0x457, UKRAINIAN},
                  {0x490, 0x491, UKRAINIAN}, {0x400, 0x4FF, CYRILLIC},
                  {0x590, 0x5FF, HEBREW},    {0x600, 0x6FF, ARABIC},
                  {0xE00, 0xE7F, THAI},      {0x3040, 0x30FF, KANA},
                  {0x4E00, 0x9FFF, HAN},     {0xAC00, 0xD7AF, HANGUL}};
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return ranges[i].script;
    return LATIN;
}

/* The language told by a script that makes up a fifth of the letters. */
static struct str by_script(struct str text)
{
    unsigned counts[N_SCRIPTS] = {0};
    size_t at = 0, letters = 0, others = 0;
    for (int32_t c; (c = utf8_next(text, &at)) >= 0;) {
        letters += c >= 0x80 || (c | 0x20) >= 'a';
        if (c < 0x370)
            continue;
        enum script s = script_of(c);
        counts[s]++;
        others += s != LATIN;
    }
    if (others * 5 < letters || !others)
        return STR_NONE;
    if (counts[KANA])
        return STR("ja");
    if (counts[UKRAINIAN] > 2)
        return STR("uk");
    static const char *const codes[N_SCRIPTS] = {
        [CYRILLIC] = "ru", [HAN] = "zh",    [HANGUL] = "ko", [GREEK] = "el",
        [HEBREW] = "he",   [ARABIC] = "ar", [THAI] = "th"};
    size_t best = CYRILLIC;
    for (size_t i = CYRILLIC; i < N_SCRIPTS; i++)
        if (codes[i] && counts[i] > counts[best])
            best = i;
    return str_from(codes[best]);
}

static bool has_high_bytes(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += (unsigned char)s.p[i] >= 0xCD;
    return n * 20 > s.n;
}

/* The languages with the most and the second most of the common words. */
static void find_best(const unsigned *counts, size_t *best, size_t *second)
{
    *best = 0;
    *second = 1;
    for (size_t i = 1; i < N_LANGUAGES; i++) {
        if (counts[i] > counts[*best]) {
            *second = *best;
            *best = i;
        } else if (i == 1 || counts[i] > counts[*second]) {
            *second = i;
        }
    }
}

struct str language_of_text(const struct languages *l, struct str text)
{
    struct str head = text;
    head.n = utf8_floor(text, text.n < LOOK_BYTES ? text.n : LOOK_BYTES);
    if (has_high_bytes(str_slice(head, 0, STEP_BYTES))) {
        struct str code = by_script(head);
        if (code.p)
            return code;
    }
    unsigned counts[N_LANGUAGES] = {0};
    size_t best = 0, second = 1;
    bool sure = false;
    for (size_t at = 0; at < head.n && !sure;) {
        size_t to = at + STEP_BYTES;
        while (to < head.n && head.p[to] != ' ')
            to++;
        count_words(l, str_slice(head, at, to), counts);
        at = to;
        find_best(counts, &best, &second);
        sure = counts[best] >= SURE_WORDS && counts[best] > 3 * counts[second];
    }
    if (counts[best] < WORDS_MIN || counts[best] == counts[second])
        return STR_NONE;
    return str_from(table[best].code);
}
