/* SPDX-License-Identifier: MIT */
#include "extract/role_words.h"
#include "extract/cues.h"

/* In the order of their bits in the groups below. */
static const char *const ids[] = {
    "data-engineer",   "ml-engineer",  "data-scientist",    "cloud-engineer",
    "devops-engineer", "data-analyst", "software-engineer", "ai-engineer",
};

#define BIT(role, weight) CUE((role)*ROLE_WORD_WEIGHTS + (weight)-1)

enum {
    DATA_ENGINEER,
    ML_ENGINEER,
    DATA_SCIENTIST,
    CLOUD_ENGINEER,
    DEVOPS_ENGINEER,
    DATA_ANALYST,
    SOFTWARE_ENGINEER,
    AI_ENGINEER
};

static const struct cue_group groups[] = {
    {BIT(DATA_ENGINEER, 4),
     "data engineering|etl pipelines|etl processes|data ingestion|"
     "data pipelines|data warehouse|data warehousing|etl developer|"
     "data lakehouse|data infrastructure|data platform|elt pipelines|"
     "data integration pipelines"},
    {BIT(DATA_ENGINEER, 3),
     "etl|elt|dbt|data lake|data lakes|airflow|redshift|snowflake|kafka|"
     "dimensional modeling|data marts|dagster|fivetran|data modeling|"
     "data architecture|batch and streaming|real time data pipelines|"
     "informatica|ssis|data platforms|hdfs|data systems|data schemas|"
     "star schema|stored procedures|t sql|lakehouse|batch pipelines|"
     "pipeline reliability|data governance"},
    {BIT(DATA_ENGINEER, 2),
     "spark|pyspark|hadoop|hive|bigquery|databricks|data quality|"
     "big data|ingestion|emr|kinesis|glue|flink|hbase|schema design|"
     "streaming|warehouse|orchestration|relational databases|"
     "data processing|data integration|scala|ssas|data catalog|"
     "data lineage|cdc|mapreduce|data sources|data products|"
     "data transformation|data transformations|data labeling pipelines|"
     "analytics engineering"},
    {BIT(DATA_ENGINEER, 1),
     "sql|data models|nosql|postgresql|cassandra|mongodb|data|pipelines|"
     "schemas"},
    {BIT(ML_ENGINEER, 4),
     "machine learning engineer|machine learning engineering|"
     "ml engineering|productionize models|production ml|model serving|"
     "ml infrastructure|ml systems|deploy ml models|"
     "training and inference|mlops|machine learning systems|"
     "ml pipelines|train and deploy|ml platform|fine tuning models|"
     "fine tune models|ml models in production|"
     "machine learning infrastructure|model training|"
     "recommendation algorithms|recommendation system|ranking models"},
    {BIT(ML_ENGINEER, 3),
     "deep learning|pytorch|tensorflow|ml models|inference|"
     "neural networks|computer vision|fine tuning|fine tune|"
     "machine learning algorithms|model deployment|feature store|"
     "distributed training|reinforcement learning|nlp|"
     "natural language processing|mlflow|caffe|mxnet|model optimization|"
     "evaluation frameworks|large language models|"
     "machine learning software|recommendation systems|"
     "feature engineering|kubeflow|language models|ml research|"
     "model architectures|ml frameworks|data sets for training|"
     "training data|machine learning|ml|machine learning models|"
     "deploy models|machine learning solutions|models into production|"
     "machine learning techniques|machine learning problems"},
    {BIT(ML_ENGINEER, 2),
     "keras|scikit learn|llms|llm|gpu|gpus|cuda|"
     "algorithms|embeddings|transformers|rag|state of the art|"
     "prototypes|information retrieval|search|ranking|"
     "software engineering|low latency|models in production|"
     "real time inference|data labeling"},
    {BIT(ML_ENGINEER, 1), "models|python|production|at scale|apis"},
    {BIT(DATA_SCIENTIST, 4),
     "data science|causal inference|a b tests|a b testing|"
     "experimental design|experiment design|statistical modeling|"
     "statistical models|statistical analysis|"
     "hypothesis testing|design experiments|"
     "advanced analytics|product data science|exploratory data analysis"},
    {BIT(DATA_SCIENTIST, 3),
     "predictive modeling|predictive "
     "models|statistical|econometrics|experimentation|regression|"
     "forecasting|causality|quantitative field|"
     "quantitative discipline|segmentation|bayesian|"
     "clustering|actionable insights|product analytics|experiments|"
     "hypotheses|stakeholders|business problems|data driven decisions|"
     "measure impact|epidemiology|biostatistics|economics"},
    {BIT(DATA_SCIENTIST, 2),
     "statistics|time series|insights|data mining|"
     "r|quantitative|predictive|python or r|r or python|"
     "data visualization|metrics|business questions|"
     "recommendations|analyses|analysis|trends|optimization|sas|phd|"
     "jupyter|pandas|storytelling|attribution|ltv|churn|pricing|"
     "marketing mix"},
    {BIT(DATA_SCIENTIST, 1),
     "sql|machine learning|dashboards|data sets|datasets|business"},
    {BIT(CLOUD_ENGINEER, 4),
     "cloud infrastructure|cloud engineer|cloud engineering|"
     "cloud security|cloud platform|cloud platforms|cloud architecture|"
     "cloud environments|cloud migration|cloud solutions|"
     "aws infrastructure|cloud services|cloud native infrastructure|"
     "cloud provider|cloud providers|public cloud|finops|landing zone|"
     "cloud operations|cloud resources"},
    {BIT(CLOUD_ENGINEER, 3),
     "vpc|iam|infrastructure as code|terraform|cloudformation|azure|"
     "openstack|networking|vmware|security posture|cspm|cloud|"
     "virtualized|virtualization|cloud costs|cloud networking|"
     "virtual machines|self service infrastructure|developer platform|"
     "platform engineering|security controls|cost optimization|"
     "platform team|cloud native"},
    {BIT(CLOUD_ENGINEER, 2),
     "aws|gcp|kubernetes|security|linux|infrastructure|helm|ec2|s3|"
     "lambda|firewalls|vpn|datadog|monitoring|gpu|iaas|paas|compliance|"
     "incident response|availability|kubernetes operators|argocd|"
     "solutions engineer"},
    {BIT(CLOUD_ENGINEER, 1),
     "docker|ci cd|automation|scripting|python|reliability|"
     "troubleshooting|scalability"},
    {BIT(DEVOPS_ENGINEER, 4),
     "devops engineer|devops|site reliability|continuous integration|"
     "continuous delivery|configuration management|ci cd pipelines|sre|"
     "continuous deployment|devops practices"},
    {BIT(DEVOPS_ENGINEER, 3),
     "jenkins|puppet|chef|ansible|build and release|release management|"
     "build pipelines|deployment pipelines|deployment automation|"
     "on call|nagios|prometheus|system administration|gitlab ci|"
     "release engineering|devsecops|salt|build tools|teamcity|bamboo"},
    {BIT(DEVOPS_ENGINEER, 2),
     "linux|shell scripting|bash|grafana|kubernetes|terraform|docker|"
     "monitoring and alerting|automation|infrastructure as code|"
     "incident|uptime|nginx|git|maven|logging|powershell"},
    {BIT(DEVOPS_ENGINEER, 1),
     "aws|ci cd|scripting|containers|troubleshooting|deployments"},
    {BIT(DATA_ANALYST, 4),
     "data analyst|reports and dashboards|dashboards and reports|"
     "ad hoc reports|ad hoc analysis|pivot tables|reporting tools|"
     "business intelligence|ad hoc reporting|"
     "data analysis and reporting|microsoft excel|business analyst"},
    {BIT(DATA_ANALYST, 3),
     "excel|power bi|tableau|reporting|dashboards|ad hoc|vlookup|"
     "data entry|looker|bi tools|kpi|kpis|powerpoint|data accuracy|"
     "google analytics|report writing"},
    {BIT(DATA_ANALYST, 2),
     "reports|queries|accuracy|requirements gathering|ms office|"
     "data integrity|business requirements|trends|spreadsheets|word|"
     "attention to detail|data collection|sql queries"},
    {BIT(DATA_ANALYST, 1), "sql|analysis|metrics|presentations|stakeholders"},
    {BIT(SOFTWARE_ENGINEER, 4),
     "software engineer|full stack|fullstack|frontend|front end|"
     "backend services|backend engineer|backend development|"
     "web development|mobile development|ios|android|user interfaces|"
     "software developer|react native|object oriented|web applications|"
     "backend engineering"},
    {BIT(SOFTWARE_ENGINEER, 3),
     "react|typescript|javascript|angular|vue|graphql|rest apis|node js|"
     "html|css|spring|ruby on rails|django|kotlin|swift|net|php|backend|"
     "golang|next js|microservices|tdd|embedded|firmware|web services"},
    {BIT(SOFTWARE_ENGINEER, 2),
     "java|code reviews|go|rust|ruby|user experience|product engineers|"
     "features|ship|apis|unit tests|design patterns|codebase|"
     "distributed systems|software development|postgres"},
    {BIT(SOFTWARE_ENGINEER, 1), "git|testing|code|python|aws|agile"},
    {BIT(AI_ENGINEER, 4),
     "ai engineer|ai engineering|generative ai|ai agents|agentic|"
     "llm applications|rag|prompt engineering|ai features|ai systems|"
     "ai products|ai powered features|langchain|ai applications|"
     "llm powered"},
    {BIT(AI_ENGINEER, 3),
     "llms|llm|large language models|agents|openai|vector databases|"
     "vector database|gpt|ai solutions|embeddings|prompt|evals|"
     "fine tuning|ai models|anthropic|langgraph|llamaindex|copilot"},
    {BIT(AI_ENGINEER, 2),
     "artificial intelligence|ai|chatbots|gen ai|foundation models|nlp|"
     "intelligent systems|automation"},
    {BIT(AI_ENGINEER, 1), "python|apis|ml|machine learning"},
};

const struct cue_group *role_word_groups(size_t *n)
{
    *n = sizeof groups / sizeof groups[0];
    return groups;
}

const char *role_word_id(size_t i)
{
    return i < sizeof ids / sizeof ids[0] ? ids[i] : NULL;
}
