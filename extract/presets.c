/* SPDX-License-Identifier: MIT */
/* presets.c - the boards whose answers are JSON. docs/sources.md says how each
 * is asked. */
#include "extract/presets.h"

/* The first element is a notice. Places are those of the employer, and what is
 * listed need not be remote, whatever the name says. */
static const struct preset remoteok = {
    .kind = "remoteok",
    .label = "Remote OK",
    .items = "[]",
    .skip = "legal",
    .id = "id",
    .title = "position",
    .url = "url",
    .company = "company",
    .date_posted = "date, epoch",
    .place = "location",
    .salary_min = "salary_min",
    .salary_max = "salary_max",
    .currency = "'USD'",
    .period = "'year'",
    .description = {"description"},
};

static const struct preset remotive = {
    .kind = "remotive",
    .label = "Remotive",
    .items = "jobs[]",
    .id = "id",
    .title = "title",
    .url = "url",
    .company = "company_name",
    .employment_type = "job_type",
    .remote = "'remote'",
    .date_posted = "publication_date",
    .place = "candidate_required_location | split:','",
    .salary_text = "salary",
    .description = {"description"},
};

static const struct preset arbeitnow = {
    .kind = "arbeitnow",
    .label = "Arbeitnow",
    .items = "data[], pages[].data[]",
    .id = "slug",
    .title = "title",
    .url = "url",
    .company = "company_name",
    .employment_type = "job_types[]",
    .remote = "remote | is:remote",
    .date_posted = "created_at",
    .place = "location",
    .description = {"description"},
    .next = "links.next",
};

static const struct preset jobicy = {
    .kind = "jobicy",
    .label = "Jobicy",
    .items = "jobs[]",
    .id = "id",
    .title = "jobTitle",
    .url = "url",
    .company = "companyName",
    .employment_type = "jobType[]",
    .seniority = "jobLevel | not:any",
    .remote = "'remote'",
    .date_posted = "pubDate",
    .place = "jobGeo | split:','",
    .salary_min = "salaryMin, annualSalaryMin",
    .salary_max = "salaryMax, annualSalaryMax",
    .currency = "salaryCurrency",
    .period = "salaryPeriod, 'year'",
    .description = {"jobDescription"},
};

/* Some employers are called "name", by a fault of theirs. */
static const struct preset himalayas = {
    .kind = "himalayas",
    .label = "Himalayas",
    .items = "jobs[], []",
    .id = "guid | tail, applicationLink | tail",
    .title = "title",
    .url = "guid | has:'://', applicationLink",
    .company = "companyName | not:name, companySlug",
    .employment_type = "employmentType",
    .seniority = "seniority[]",
    .remote = "'remote'",
    .date_posted = "pubDate",
    .valid_through = "expiryDate",
    .places = "locationRestrictions[]",
    .place_name = "name",
    .country = "alpha2",
    .salary_min = "minSalary",
    .salary_max = "maxSalary",
    .currency = "currency",
    .period = "salaryPeriod, 'year'",
    .description = {"description"},
    .total = "totalCount",
};

static const struct preset themuse = {
    .kind = "themuse",
    .label = "The Muse",
    .items = "results[]",
    .id = "id",
    .title = "name",
    .url = "refs.landing_page",
    .company = "company.name",
    .seniority = "levels[].name | first",
    .remote = "locations[].name | has:'Flexible / Remote' | as:remote",
    .date_posted = "publication_date",
    .places = "locations[]",
    .place_name = "name | not:'Flexible / Remote'",
    .description = {"contents"},
    .total = "total",
};

static const struct preset recruitee = {
    .kind = "recruitee",
    .label = "Recruitee",
    .items = "offers[]",
    .skip = "status | not:published",
    .id = "id",
    .title = "title",
    .url = "careers_url",
    .company = "company_name",
    .employment_type = "employment_type_code",
    .seniority = "experience_code",
    .remote = "hybrid | is:hybrid, remote | is:remote, on_site | is:onsite",
    .date_posted = "published_at, created_at",
    .date_updated = "updated_at",
    .valid_through = "close_at",
    .places = "locations[], .",
    .place_name = "location",
    .city = "city",
    .region = "state, state_name",
    .country = "country, country_code",
    .salary_min = "salary.min",
    .salary_max = "salary.max",
    .currency = "salary.currency",
    .period = "salary.period",
    .description = {"description", "Requirements = requirements"},
};

/* The widget's list (v1), the list and detail of the site itself (v3, v2), and
 * the API for owners of an account. */
static const struct preset workable = {
    .kind = "workable",
    .label = "Workable",
    .items = "jobs[], results[], .",
    .skip = "isInternal | match:true, state | match:draft, "
            "state | match:closed, state | match:archived",
    .id = "shortcode",
    .title = "title, full_title",
    .url =
        "url, shortlink, 'https://apply.workable.com/{$board}/j/{shortcode}',"
        "'https://apply.workable.com/j/{shortcode}'",
    .company = "/name",
    .language = "language",
    .employment_type = "employment_type, type",
    .seniority = "experience",
    .remote = "workplace, telecommuting | is:remote, remote | is:remote, "
              "location.telecommuting | is:remote",
    .date_posted = "published_on, published, created_at",
    .places = "locations[], location, .",
    .city = "city",
    .region = "region, state",
    .country = "country, countryCode, country_code",
    .description = {"description", "Requirements = requirements",
                    "Benefits = benefits"},
    .detail_url = "'{$origin}/api/v2/accounts/{$board}/jobs/{shortcode}'",
    .total = "total",
    .next = "nextPage",
};

static const struct preset smartrecruiters = {
    .kind = "smartrecruiters",
    .label = "SmartRecruiters",
    .items = "content[], .",
    .skip = "active | match:false",
    .id = "id",
    .title = "name",
    .url = "postingUrl, "
           "'https://jobs.smartrecruiters.com/{company.identifier}/{id}', "
           "'https://jobs.smartrecruiters.com/{$board}/{id}'",
    .company = "company.name",
    .language = "language.code",
    .employment_type = "typeOfEmployment.id, typeOfEmployment.label",
    .seniority = "experienceLevel.label",
    .remote = "location.hybrid | is:hybrid, location.remote | is:remote",
    .date_posted = "releasedDate",
    .places = "location",
    .place_name = "fullLocation",
    .city = "city",
    .region = "region",
    .country = "country",
    .description = {"jobAd.sections.companyDescription + "
                    "jobAd.sections.jobDescription + "
                    "jobAd.sections.qualifications + "
                    "jobAd.sections.additionalInformation"},
    .detail_url = "'{$origin}/v1/companies/{$board}/postings/{id}', ref",
    .total = "totalFound",
};

/* The list has texts only when it is asked for them (verbose=true), and then
 * not always; a posting's own page has them as JSON-LD. */
static const struct preset breezy = {
    .kind = "breezy",
    .label = "Breezy",
    .items = "[]",
    .id = "id",
    .title = "name",
    .url = "url",
    .company = "company.name",
    .employment_type = "type.name, type.id",
    .remote = "location.is_remote | is:remote",
    .date_posted = "published_date",
    .places = "locations[], location",
    .place_name = "name",
    .city = "city",
    .region = "state.name",
    .country = "country.name",
    .salary_text = "salary",
    .description = {"description"},
    .detail_url = "url",
    .page_id = "$url | tail | before:'-', $url | tail",
};

static const struct preset teamtailor = {
    .kind = "teamtailor",
    .label = "Teamtailor",
    .markup = &preset_teamtailor_rss,
    .items = "items[]",
    .schema = "_jobposting",
    .id = "url | tail | before:'-', url | tail, id",
    .title = "title",
    .url = "url",
    .company = "_jobposting.hiringOrganization.name, /title",
    .date_posted = "date_published",
    .date_updated = "date_modified",
    .description = {"content_html"},
    .page_id = "$url | tail | before:'-', $url | tail",
    .next = "next_url",
};

/* A list has no texts, and its dates are "Posted 3 Days Ago". The requisition
 * behind the last "_" of an address stays when a title changes. */
static const struct preset workday = {
    .kind = "workday",
    .label = "Workday",
    .items = "jobPostings[], jobPostingInfo",
    .id = "externalPath | tail | last:'_', externalPath | tail, "
          "externalUrl | tail | last:'_', externalUrl | tail, jobReqId",
    .title = "title",
    .url = "externalUrl, '{$origin}/{$path3}{externalPath}'",
    .company = "/hiringOrganization.name",
    .employment_type = "timeType",
    .remote = "remoteType, remote | is:remote",
    .date_posted = "startDate",
    .valid_through = "endDate",
    .places = "location + additionalLocations[]",
    .place = "locationsText | lacks:' Locations'",
    .description = {"jobDescription"},
    .detail_url = "'{$origin}/wday/cxs/{$path2}/{$path3}{externalPath}'",
    .total = "total",
    .also = read_workday_facets,
};

static const struct preset usajobs = {
    .kind = "usajobs",
    .label = "USAJOBS",
    .markup = &preset_usajobs_xml,
    .top = "SearchResult.SearchResultItems",
    .items = "SearchResult.SearchResultItems[].MatchedObjectDescriptor",
    .id = "PositionURI | tail, PositionID",
    .title = "PositionTitle",
    .url = "PositionURI | drop:':443'",
    .company = "OrganizationName, DepartmentName",
    .employment_type = "PositionSchedule[].Name | first",
    .remote = "UserArea.Details.RemoteIndicator | is:remote",
    .date_posted = "PublicationStartDate, PositionStartDate",
    .valid_through = "ApplicationCloseDate, PositionEndDate",
    .places = "PositionLocation[]",
    .place_name = "LocationName",
    .country = "CountryCode",
    .place = "PositionLocationDisplay",
    .salary_min = "PositionRemuneration[].MinimumRange | first",
    .salary_max = "PositionRemuneration[].MaximumRange | first",
    .currency = "'USD'",
    .period = "PositionRemuneration[].RateIntervalCode | first",
    .description = {"UserArea.Details.JobSummary",
                    "Duties = UserArea.Details.MajorDuties",
                    "Requirements = UserArea.Details.Requirements, "
                    "UserArea.Details.KeyRequirements",
                    "Qualifications = QualificationSummary",
                    "Education = UserArea.Details.Education",
                    "Benefits = UserArea.Details.Benefits",
                    "Other = UserArea.Details.OtherInformation"},
    .total = "SearchResult.SearchResultCountAll",
};

static const struct preset pinpoint = {
    .kind = "pinpoint",
    .label = "Pinpoint",
    .items = "data[]",
    .id = "id",
    .title = "title",
    .url = "url, '{$origin}{path}'",
    .employment_type = "employment_type_text, employment_type",
    .remote = "workplace_type",
    .valid_through = "deadline_at",
    .places = "location",
    .place_name = "name",
    .city = "city",
    .region = "province",
    .salary_min = "compensation_minimum",
    .salary_max = "compensation_maximum",
    .currency = "compensation_currency",
    .period = "compensation_frequency",
    .salary_text = "compensation",
    .description = {"description", "Responsibilities = key_responsibilities",
                    "Requirements = skills_knowledge_expertise",
                    "Benefits = benefits"},
};

/* A list has no texts; a detail has no number but in its address. */
static const struct preset bamboohr = {
    .kind = "bamboohr",
    .label = "BambooHR",
    .items = "result[], result.jobOpening",
    .id = "id, jobOpeningShareUrl | tail, $path1",
    .title = "jobOpeningName",
    .url = "jobOpeningShareUrl, '{$origin}/careers/{id}', "
           "'{$origin}/careers/{$path1}'",
    .employment_type = "employmentStatusLabel",
    .seniority = "minimumExperience",
    .remote = "locationType | match:1 | as:remote, "
              "locationType | match:2 | as:hybrid, isRemote | is:remote",
    .date_posted = "datePosted",
    .places = "location",
    .city = "city",
    .region = "state",
    .country = "addressCountry, country",
    .salary_text = "compensation",
    .description = {"description"},
    .detail_url = "'{$origin}/careers/{id}/detail'",
};

const struct preset *preset_find(struct str kind)
{
    static const struct preset *const all[] = {
        &workday,    &smartrecruiters, &workable, &recruitee, &preset_personio,
        &teamtailor, &breezy,          &remoteok, &remotive,  &arbeitnow,
        &jobicy,     &himalayas,       &themuse,  &usajobs,   &preset_rss,
        &pinpoint,   &bamboohr,
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (str_eq(kind, str_from(all[i]->kind)))
            return all[i];
    return NULL;
}
