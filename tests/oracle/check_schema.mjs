// SPDX-License-Identifier: MIT
// check_schema.mjs SCHEMA FILE... - each file is JSON as the schema says, and
// would not be with a member more. Prints a line for each.
import Ajv from 'ajv/dist/2020.js'
import { readFileSync } from 'node:fs'

const read = (path) => JSON.parse(readFileSync(path, 'utf8'))
const [schema, ...files] = process.argv.slice(2)
const check = new Ajv({ strict: true, allowUnionTypes: true })
  .compile(read(schema))
for (const file of files) {
  const value = read(file)
  if (!check(value)) {
    console.error(file, JSON.stringify(check.errors.slice(-3)))
    process.exit(1)
  }
  if (check({ ...value, a_new_member: 1 })) {
    console.error(file, 'takes any member')
    process.exit(1)
  }
  console.log(file)
}
