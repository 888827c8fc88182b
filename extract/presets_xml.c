/* SPDX-License-Identifier: MIT */
/* presets_xml.c - the boards and feeds whose answers are XML. */
#include "extract/presets.h"

/* The feed names no addresses; they follow from the id. */
const struct preset preset_personio = {
    .kind = "personio",
    .label = "Personio",
    .xml = true,
    .top = "workzag-jobs",
    .items = "workzag-jobs.position[]",
    .id = "id, @id",
    .title = "name",
    .url = "url, '{$origin}/job/{id}', '{$origin}/job/{@id}', "
           "'https://{$board}.jobs.personio.de/job/{id}', "
           "'https://{$board}.jobs.personio.de/job/{@id}'",
    .company = "subcompany",
    .employment_type = "employmentType | not:permanent, schedule",
    .seniority = "seniority",
    .remote = "office | has:remote | as:remote",
    .date_posted = "createdAt",
    .places = "office + additionalOffices.office[]",
    .salary_min = "salaryInformation.min",
    .salary_max = "salaryInformation.max",
    .currency = "salaryInformation.currencyCode",
    .period = "salaryInformation.type",
    .description = {"jobDescriptions.jobDescription[]"},
};

/* Items are called "Employer: Role". */
static const struct preset we_work_remotely = {
    .kind = "rss",
    .label = "RSS",
    .xml = true,
    .when = "rss.channel.link | has:'//weworkremotely.com'",
    .top = "rss",
    .items = "rss.channel.item[]",
    .id = "guid | tail, link | tail",
    .title = "title | after:': ', title",
    .url = "link, guid",
    .company = "title | before:': '",
    .employment_type = "type",
    .remote = "'remote'",
    .date_posted = "pubDate",
    .valid_through = "expires_at",
    .place = "region",
    .description = {"description"},
};

/* One agency to a feed; the title of the feed is its name. */
static const struct preset neogov = {
    .kind = "rss",
    .label = "RSS",
    .xml = true,
    .when = "rss.channel.item[].joblisting:jobId | first, "
            "rss.channel.joblisting:timeZone, "
            "rss.channel.item[].joblisting:location | first",
    .top = "rss",
    .items = "rss.channel.item[]",
    .id = "joblisting:jobId, guid, link",
    .title = "title",
    .url = "link, guid",
    .company = "/rss.channel.title",
    .employment_type = "joblisting:jobType",
    .remote = "joblisting:location",
    .date_posted = "pubDate, joblisting:advertiseFromDateUTC, "
                   "joblisting:advertiseFromDate",
    .valid_through = "joblisting:advertiseToDateTimeUTC | start:16, "
                     "joblisting:advertiseToDateUTC | start:16, "
                     "joblisting:advertiseToDate",
    .place = "joblisting:location, joblisting:state",
    .salary_min = "joblisting:minimumSalary",
    .salary_max = "joblisting:maximumSalary",
    .currency = "joblisting:salaryCurrency, 'USD'",
    .period = "joblisting:salaryInterval",
    .description = {"description", "Duties = joblisting:examplesofduties",
                    "Qualifications = joblisting:qualifications",
                    "Other = joblisting:supplementalinformation",
                    "Benefits = joblisting:benefits"},
};

static const struct preset *const feeds[] = {&we_work_remotely, &neogov, NULL};

/* Any RSS 2.0, RSS 1.0 or Atom feed of postings, with the fields of Google's
 * and of Teamtailor's where it has them. */
const struct preset preset_rss = {
    .kind = "rss",
    .label = "RSS or Atom",
    .xml = true,
    .variants = feeds,
    .top = "rss, rdf:RDF, feed, atom:feed",
    .items = "rss.channel.item[], rdf:RDF.item[], feed.entry[], "
             "atom:feed.atom:entry[]",
    .id = "g:id, guid, id, atom:id, link",
    .title = "title, g:title, atom:title",
    .url = "link[].@href | first, link[] | first | has:'://', "
           "atom:link[].@href | first, g:link, guid | has:'://', "
           "id | has:'://'",
    .company = "g:employer, g:company, company, employer, author.name, "
               "dc:creator",
    .employment_type = "g:job_type, g:employment_type, jobtype, type",
    .remote =
        "tt:remoteStatus, remoteStatus, g:location | has:remote | as:remote",
    .date_posted = "pubDate, published, g:publish_date, dc:date, "
                   "atom:published",
    .date_updated = "updated, atom:updated",
    .valid_through = "g:expiration_date, expires_at, expires",
    .places = "tt:locations.tt:location[]",
    .place_name = "tt:name",
    .city = "tt:city",
    .country = "tt:country",
    .place = "g:location, location, region",
    .salary_text = "g:salary, salary",
    .description = {"content:encoded, g:description, content, description, "
                    "summary, atom:content, atom:summary"},
};

const struct preset preset_teamtailor_rss = {
    .kind = "teamtailor",
    .label = "Teamtailor",
    .xml = true,
    .top = "rss",
    .items = "rss.channel.item[]",
    .id = "link | tail | before:'-', guid",
    .title = "title",
    .url = "link",
    .company = "/rss.channel.title",
    .remote = "tt:remoteStatus, remoteStatus",
    .date_posted = "pubDate",
    .places = "tt:locations.tt:location[]",
    .place_name = "tt:name",
    .city = "tt:city",
    .country = "tt:country",
    .description = {"description"},
};

/* The dumps of the site before it had an API (HR-XML). */
const struct preset preset_usajobs_xml = {
    .kind = "usajobs",
    .label = "USAJOBS",
    .xml = true,
    .top = "ShowPositionOpening",
    .items = "ShowPositionOpening.DataArea.PositionOpening[]",
    .skip = "PositionOpeningStatusCode | match:Inactive",
    .id = "DocumentID",
    .title = "PositionProfile.PositionTitle",
    .url = "'https://www.usajobs.gov/job/{DocumentID}'",
    .company = "PositionProfile.PositionOrganization.OrganizationIdentifiers."
               "OrganizationName",
    .employment_type = "PositionProfile.PositionScheduleTypeCode | after:'-', "
                       "PositionProfile.PositionScheduleTypeCode",
    .date_posted = "PositionProfile.PositionPeriod.StartDate.FormattedDateTime",
    .valid_through = "PositionProfile.PositionPeriod.EndDate.FormattedDateTime",
    .places = "PositionProfile.PositionLocation[]",
    .place_name = "LocationName",
    .salary_min = "PositionProfile.OfferedRemunerationPackage."
                  "RemunerationRange.RemunerationMinimumAmount",
    .salary_max = "PositionProfile.OfferedRemunerationPackage."
                  "RemunerationRange.RemunerationMaximumAmount",
    .currency = "PositionProfile.OfferedRemunerationPackage.RemunerationRange."
                "RemunerationMinimumAmount.@currencyID, 'USD'",
    .period = "PositionProfile.OfferedRemunerationPackage.RemunerationRange."
              "RemunerationRateIntervalCode",
    .description =
        {"PositionProfile.UserArea.GOVT_XMLJobBody.Overview.JobSummary",
         "Key requirements = PositionProfile.UserArea.GOVT_XMLJobBody.Overview."
         "KeyRequirement",
         "Duties = PositionProfile.UserArea.GOVT_XMLJobBody.Duties.MajorDuties",
         "Qualifications = PositionProfile.UserArea.GOVT_XMLJobBody."
         "QualificationsAndEvaluation.Qualifications",
         "Education = PositionProfile.UserArea.GOVT_XMLJobBody."
         "QualificationsAndEvaluation.Education",
         "Requirements = PositionProfile.UserArea.GOVT_XMLJobBody."
         "QualificationsAndEvaluation.Requirements",
         "About = PositionProfile.UserArea.GOVT_XMLJobBody.Overview."
         "AgencyMarketingStatement",
         "Benefits = PositionProfile.UserArea.GOVT_XMLJobBody."
         "BenefitsAndOtherInformation.Benefits",
         "Other = PositionProfile.UserArea.GOVT_XMLJobBody."
         "BenefitsAndOtherInformation.OtherInformation"},
};
