//! The text for people: the verdict, what to do, and the receipt.

mod findings;
mod foot;
mod gaps;
mod head;
mod layout;
mod run;
mod sheet;
mod terminal;
#[cfg(test)]
mod text_tests;

pub(crate) use terminal::make;
