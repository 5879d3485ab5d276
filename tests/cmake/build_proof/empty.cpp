int nothing_of_interest;
