# What the words of an answer mean.
package govern.lib.answer

# Whether a text says that there is nothing.
none(text) if lower(trim(text, " .")) == "none"
