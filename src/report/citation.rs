//! A control's citation, taken apart into the texts that it names and the provisions in them.

/// One provision of one legal text or standard.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Provision {
    /// The text, such as `Regulation (EU) 2024/1689`.
    pub(crate) source: String,
    /// The provision, such as `Article 14(4)(d) and (e)`; the source again where the text is cited as a whole.
    pub(crate) provision: String,
}

/// Reads `source, provision; source, provision`; a part without a comma is a source cited as a whole.
#[must_use]
pub(crate) fn provisions(citation: &str) -> Vec<Provision> {
    citation
        .split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| match part.split_once(", ") {
            Some((source, provision)) => Provision { source: source.to_owned(), provision: provision.to_owned() },
            None => Provision { source: part.to_owned(), provision: part.to_owned() },
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn source_and_provision_are_split_at_the_first_comma() {
        let parts = provisions("Regulation (EU) 2024/1689, Article 14(4)(d), (e); SR 26-2");
        assert_eq!(parts[0].source, "Regulation (EU) 2024/1689");
        assert_eq!(parts[0].provision, "Article 14(4)(d), (e)");
        assert_eq!(parts[1].source, "SR 26-2");
        assert_eq!(parts[1].provision, "SR 26-2");
    }
}
