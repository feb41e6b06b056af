//! What every error can say about itself beyond its message.

/// A stable code and a remedy; implemented by every error enum of the crate.
///
/// The message itself is `Display`: a lower-case fragment with the user's text in backticks.
pub trait Explain: std::error::Error {
    /// Stable machine-readable code, such as `input/duplicate-key`.
    fn code(&self) -> &'static str;

    /// What to do about it, where there is something to do.
    fn hint(&self) -> Option<String> {
        None
    }
}
