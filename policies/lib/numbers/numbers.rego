# Numbers as text, the same in every engine.
package govern.lib.numbers

# The text of so many ten-thousandths: 7959 is 0.7959. Whoever rounds down before never shows a ratio that is too
# low as the limit that it misses.
decimal(ten_thousandths) := sprintf("%d.%s", [
	floor(ten_thousandths / 10000),
	substring(sprintf("%d", [10000 + (ten_thousandths % 10000)]), 1, 4),
])
