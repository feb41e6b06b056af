# Article 50(1): systems that interact with natural persons.
package govern.eu_transparency.interaction

import data.govern.eu_transparency.notice

# METADATA
# title: Applies to systems that interact directly with natural persons
# custom:
#   needs: [/purpose/interacts_with_persons]
applies := input.subject.purpose.interacts_with_persons

# METADATA
# title: Persons learn that they interact with AI
# description: >-
#   A system that interacts directly with natural persons tells them that they interact with an AI system, unless that is
#   obvious or the law authorises the system to detect, prevent, investigate or prosecute criminal offences.
# custom:
#   id: EUAIA-50-1
#   severity: deny
#   basis: law
#   citation: Regulation (EU) 2024/1689, Article 50(1)
#   effective_from: "2026-08-02"
#   needs: [/transparency/disclosure]
#   accepts: declared
#   remediation: >-
#     Say in transparency.disclosure how and when persons are told, at the latest at the first interaction. Where it is
#     obvious or authorised by law, write `none` and name `obvious` or `authorised_by_law` in transparency.exceptions.
disclosure := notice.finding("disclosure", input.subject.transparency.disclosure, {"obvious", "authorised_by_law"})
