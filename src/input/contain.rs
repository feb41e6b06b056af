//! A reader that panics is a defect of ours, and must not keep the other inputs from their answers.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::input::error::{InputError, Problem};

/// Runs a reader on a file; its panic becomes an error of this file.
pub(crate) fn contain<T>(file: &str, read: impl FnOnce() -> T) -> Result<T, InputError> {
    // What a reader leaves behind is dropped with it: nothing half-read is looked at again.
    catch_unwind(AssertUnwindSafe(read)).map_err(|_| InputError::of_file(file, Problem::ReaderPanicked))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_of_the_file() {
        let broken: Result<(), _> = contain("card.json", || panic!("a defect"));
        let error = broken.expect_err("an error");
        assert_eq!(error, InputError::of_file("card.json", Problem::ReaderPanicked));
        assert_eq!(contain("card.json", || 1), Ok(1));
    }
}
