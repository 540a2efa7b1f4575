package forms

// catalog lists the forms in the order of the pack.
var catalog = []*Form{
	summaryForm,
	registrationForm,
	reviewForm,
	reportForm,
	talkForm,
	appointmentForm,
	trialAppointmentForm,
	tallyForm,
	talkListForm,
	ballotForm,
	ballotListForm,
	signInForm,
	issueLogForm,
	countSheetForm,
	tallyListForm,
	rosterForm,
	handoverForm,
	missingForm,
	keySlipForm,
}
