/* SPDX-License-Identifier: MIT */
#include "demo/sample_data.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct sample_line de_duties[] = {
    {"Build and run data pipelines that other teams rely on", 82, 82},
    {"Design the data model of our warehouse together with analysts", 46, 48},
    {"Move nightly batch jobs to stream processing", 24, 31},
    {"Own data quality checks from source to dashboard", 31, 36},
    {"Tune slow queries and keep the bill in check", 40, 40},
    {"Review code and write down how things work", 38, 38},
};
static const struct sample_line de_requirements[] = {
    {"Strong SQL, including window functions", 88, 89},
    {"Production experience with Python", 86, 87},
    {"Hands-on experience with Apache Spark", 44, 36},
    {"Experience with Airflow or a similar workflow orchestration tool", 43,
     45},
    {"Solid knowledge of AWS (S3, Glue, Redshift)", 46, 45},
    {"Experience with Azure", 30, 31},
    {"Experience with Google Cloud and BigQuery", 19, 21},
    {"You have built models in Snowflake", 30, 34},
    {"dbt in daily use", 22, 36},
    {"Kafka or another event stream", 27, 26},
    {"Databricks", 22, 30},
    {"ETL design for large data sets", 48, 44},
    {"Data modelling by Kimball or Data Vault", 28, 28},
    {"Docker and Kubernetes basics", 26, 27},
    {"Terraform for our infrastructure", 17, 21},
    {"One of Java or Scala", 24, 18},
    {"Git and code review as a habit", 42, 42},
    {"Bachelor's degree in Computer Science or similar experience", 44, 42},
};
static const struct sample_line de_extras[] = {
    {"Experience with Apache Iceberg or Delta Lake", 18, 30},
    {"Hadoop and Hive", 20, 12},
    {"Certified as AWS Solutions Architect", 10, 10},
    {"Power BI or Tableau", 24, 24},
    {"PostgreSQL administration", 22, 22},
    {"Machine learning basics", 18, 20},
};

static const struct sample_line ml_duties[] = {
    {"Bring machine learning models to production and keep them healthy", 80,
     82},
    {"Build the training and model deployment path with the platform team", 44,
     48},
    {"Watch drift with model monitoring and retrain when it matters", 32, 38},
    {"Work on ranking, search and recommender systems", 30, 27},
    {"Fine-tuning of large language models for our product", 26, 40},
    {"Write unit tests for data and code", 33, 33},
};
static const struct sample_line ml_requirements[] = {
    {"Excellent Python", 84, 84},
    {"PyTorch in production", 52, 60},
    {"TensorFlow or Keras", 42, 34},
    {"scikit-learn and XGBoost", 36, 33},
    {"Deep learning fundamentals", 46, 46},
    {"Natural language processing", 30, 31},
    {"Computer vision", 24, 23},
    {"SQL for everyday analysis", 24, 24},
    {"Docker", 34, 34},
    {"Kubernetes", 28, 30},
    {"AWS, SageMaker in particular", 32, 31},
    {"GCP and Vertex AI", 16, 18},
    {"MLflow or another way to track experiments", 24, 28},
    {"CI/CD for models (MLOps)", 31, 38},
    {"C++ for the inference path", 20, 21},
    {"Linear algebra and statistics at university level", 30, 30},
    {"Master's degree or PhD in a quantitative field", 40, 37},
};
static const struct sample_line ml_extras[] = {
    {"Retrieval-augmented generation (RAG)", 22, 38},
    {"CUDA programming", 18, 22},
    {"JAX", 12, 16},
    {"Ray for distributed training", 12, 18},
    {"Contributions to open source", 24, 24},
    {"Google Professional Machine Learning Engineer certification", 8, 8},
};

static const struct sample_line ds_duties[] = {
    {"Design A/B tests and read them honestly", 44, 45},
    {"Build predictive models for pricing and churn", 48, 46},
    {"Present findings to stakeholders in plain words", 58, 58},
    {"Explore data and ask the questions nobody asked yet", 46, 46},
    {"Turn dashboards into decisions", 34, 34},
    {"Work with data engineering on reliable data pipelines", 26, 28},
};
static const struct sample_line ds_requirements[] = {
    {"Python with pandas and NumPy", 74, 77},
    {"SQL", 66, 67},
    {"R", 36, 30},
    {"Statistics: hypothesis testing, regression, experiment design", 58, 58},
    {"Machine learning with scikit-learn", 52, 52},
    {"Causal inference", 20, 27},
    {"Time series forecasting", 26, 26},
    {"Tableau", 26, 24},
    {"Power BI", 18, 21},
    {"Excel for quick answers", 18, 17},
    {"Experience with Spark on large data", 20, 17},
    {"Jupyter notebooks that others can read", 20, 20},
    {"AWS or Azure", 24, 25},
    {"Git", 26, 27},
    {"Master's degree in Statistics, Mathematics or Economics", 44, 42},
};
static const struct sample_line ds_extras[] = {
    {"SAS", 12, 9},
    {"Bayesian methods", 20, 22},
    {"Large language models", 18, 34},
    {"Snowflake or BigQuery", 20, 23},
    {"PhD in a quantitative field", 22, 20},
};

static const struct sample_line ce_duties[] = {
    {"Run our cloud platform with the teams that build on it", 70, 70},
    {"Plan the cloud migration of what is left in the data centre", 36, 32},
    {"Automate what is done by hand twice", 52, 52},
    {"Keep monitoring honest: Prometheus and Grafana", 34, 37},
    {"Be on call one week in six", 30, 30},
    {"Answer security reviews with facts", 28, 31},
};
static const struct sample_line ce_requirements[] = {
    {"AWS (EC2, S3, Lambda, IAM)", 58, 57},
    {"Microsoft Azure", 42, 43},
    {"Google Cloud Platform", 20, 21},
    {"Terraform", 58, 62},
    {"Kubernetes and Docker", 56, 58},
    {"Linux administration", 46, 45},
    {"Python or Go for tooling", 42, 44},
    {"Bash scripting", 30, 29},
    {"Ansible", 28, 23},
    {"CI/CD pipelines with GitLab CI or GitHub Actions", 46, 48},
    {"Jenkins", 26, 20},
    {"Networking: DNS, VPN, load balancing", 36, 36},
    {"Infrastructure as code as a matter of course", 40, 42},
    {"Bachelor's degree or equivalent experience", 36, 34},
};
static const struct sample_line ce_extras[] = {
    {"AWS Certified Solutions Architect", 24, 24},
    {"Azure Administrator Associate (AZ-104)", 14, 15},
    {"Certified Kubernetes Administrator", 12, 14},
    {"PowerShell", 18, 17},
    {"Helm and Argo CD", 20, 28},
    {"Serverless architectures", 20, 20},
};

const struct sample_role sample_roles[] = {
    {{"Data Engineer", "Senior Data Engineer", "Lead Data Engineer",
      "Data Engineer (m/w/d)", "Junior Data Engineer", NULL},
     de_duties,
     de_requirements,
     de_extras,
     COUNT(de_duties),
     COUNT(de_requirements),
     COUNT(de_extras),
     32,
     95,
     165},
    {{"Machine Learning Engineer", "Senior Machine Learning Engineer",
      "ML Engineer", "Staff ML Engineer", "Machine Learning Engineer, Search",
      NULL},
     ml_duties,
     ml_requirements,
     ml_extras,
     COUNT(ml_duties),
     COUNT(ml_requirements),
     COUNT(ml_extras),
     24,
     120,
     210},
    {{"Data Scientist", "Senior Data Scientist", "Data Scientist, Marketing",
      "Principal Data Scientist", "(Junior) Data Scientist (m/w/d)", NULL},
     ds_duties,
     ds_requirements,
     ds_extras,
     COUNT(ds_duties),
     COUNT(ds_requirements),
     COUNT(ds_extras),
     24,
     90,
     170},
    {{"Cloud Engineer", "Senior Cloud Engineer",
      "Cloud Infrastructure Engineer", "Cloud Platform Engineer",
      "AWS Cloud Engineer", NULL},
     ce_duties,
     ce_requirements,
     ce_extras,
     COUNT(ce_duties),
     COUNT(ce_requirements),
     COUNT(ce_extras),
     20,
     90,
     160},
};
const size_t sample_n_roles = COUNT(sample_roles);

const char *const sample_cities[] = {
    "Berlin, Germany",       "London, United Kingdom",
    "New York, NY",          "San Francisco, CA",
    "Toronto, Canada",       "Amsterdam, Netherlands",
    "Remote, United States", "Madrid, Spain",
    "Lisbon, Portugal",      "Austin, TX",
    "Paris, France",         "Remote, Germany",
};
const size_t sample_n_cities = COUNT(sample_cities);

const char *const sample_about[] = {
    "%s builds tools that make freight move with fewer empty miles. We are 300 "
    "people in four cities and we like boring technology that works.",
    "At %s we help small shops keep their books in order. Our go to market "
    "team "
    "is growing and so is the platform behind it.",
    "%s is an energy company that sells heat as a service. We excel in "
    "listening "
    "before we write code.",
    "%s runs clinics and the software in them. Patients trust us with their "
    "data "
    "and we act like it.",
};
const size_t sample_n_about = COUNT(sample_about);

const char *const sample_benefits[] = {
    "30 days of holiday, and we mean it",
    "Pension plan with 401(k) match",
    "A budget for books and conferences",
    "Work from anywhere four weeks a year",
    "Health, dental and vision insurance",
};
const size_t sample_n_benefits = COUNT(sample_benefits);
